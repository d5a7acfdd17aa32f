namespace Delivery.Notifications.Subscriptions;

/// <summary>Who wants to be told, of what and how.</summary>
internal sealed class Subscription
{
    public required string SubscriptionId { get; init; }

    /// <summary>The token's subject.</summary>
    public required string OwnerId { get; init; }

    /// <summary>True for an operator's, which is told of every order; others are told of their own.</summary>
    public required bool AllOrders { get; init; }

    public required ChannelKind Kind { get; init; }

    /// <summary>Null for the log.</summary>
    public string? Url { get; init; }

    /// <summary>Host and port of the URL: what limits of concurrency are counted by.</summary>
    public required string Endpoint { get; init; }

    /// <summary>What webhooks are signed with. Shown once, when the subscription is made.</summary>
    public string? Secret { get; init; }

    /// <summary>The event types wanted; empty for all.</summary>
    public required IReadOnlyList<string> Events { get; init; }

    /// <summary>The only order wanted; null for all.</summary>
    public string? OrderId { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>It stays for the deliveries that refer to it.</summary>
    public DateTimeOffset? DeletedAt { get; set; }

    public bool Wants(string eventType) => Events.Count == 0 || Events.Contains(eventType);
}
