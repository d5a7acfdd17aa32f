namespace Delivery.Notifications.Subscriptions;

/// <summary>A subscription, without its secret.</summary>
/// <param name="SubscriptionId">The subscription.</param>
/// <param name="Kind">How its owner is told.</param>
/// <param name="Url">Where webhooks go.</param>
/// <param name="Events">The event types wanted; empty for all.</param>
/// <param name="OrderId">The only order wanted; null for all.</param>
/// <param name="CreatedAt">When it was made.</param>
internal sealed record SubscriptionAnswer(
    string SubscriptionId, ChannelKind Kind, string? Url, IReadOnlyList<string> Events, string? OrderId, DateTimeOffset CreatedAt)
{
    public static SubscriptionAnswer Of(Subscription subscription) => new(
        subscription.SubscriptionId,
        subscription.Kind,
        subscription.Url,
        subscription.Events,
        subscription.OrderId,
        subscription.CreatedAt);
}
