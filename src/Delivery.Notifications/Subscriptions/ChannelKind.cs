namespace Delivery.Notifications.Subscriptions;

/// <summary>How a subscriber is told.</summary>
internal enum ChannelKind
{
    /// <summary>A signed HTTP request.</summary>
    Webhook,

    /// <summary>A line in the log of the process.</summary>
    Log,
}
