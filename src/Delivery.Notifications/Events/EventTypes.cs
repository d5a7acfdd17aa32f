namespace Delivery.Notifications.Events;

/// <summary>What subscribers can be told of.</summary>
internal static class EventTypes
{
    /// <summary>Something beyond the change of status, in words for the customer.</summary>
    public const string Notice = "order.notice";

    /// <summary>The order's visible status has changed.</summary>
    public const string StatusChanged = "order.status_changed";

    public static IReadOnlyList<string> All { get; } = [StatusChanged, Notice];
}
