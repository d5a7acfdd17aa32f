namespace Delivery.Notifications.Subscriptions;

/// <summary>A new subscription, the only time with its secret.</summary>
/// <param name="SubscriptionId">The subscription.</param>
/// <param name="Kind">How its owner is told.</param>
/// <param name="Url">Where webhooks go.</param>
/// <param name="Secret">What webhooks are signed with. Keep it: it is not shown again.</param>
/// <param name="Events">The event types wanted; empty for all.</param>
/// <param name="OrderId">The only order wanted; null for all.</param>
/// <param name="CreatedAt">When it was made.</param>
internal sealed record CreatedSubscription(
    string SubscriptionId,
    ChannelKind Kind,
    string? Url,
    string? Secret,
    IReadOnlyList<string> Events,
    string? OrderId,
    DateTimeOffset CreatedAt);
