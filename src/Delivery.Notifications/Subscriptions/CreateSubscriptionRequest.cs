namespace Delivery.Notifications.Subscriptions;

/// <summary>Asks to be told.</summary>
/// <param name="Kind">How; a webhook when absent.</param>
/// <param name="Url">Where webhooks go; nothing for the log.</param>
/// <param name="Secret">What webhooks are signed with; made for you when absent.</param>
/// <param name="Events">The event types wanted: <c>order.status_changed</c>, <c>order.notice</c>; all when absent.</param>
/// <param name="OrderId">The only order wanted; all when absent.</param>
internal sealed record CreateSubscriptionRequest(
    ChannelKind Kind = ChannelKind.Webhook,
    string? Url = null,
    string? Secret = null,
    IReadOnlyList<string>? Events = null,
    string? OrderId = null);
