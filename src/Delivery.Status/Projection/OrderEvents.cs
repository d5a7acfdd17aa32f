using System.Text.Json;
using Delivery.Contracts;
using Delivery.Contracts.Status;
using Delivery.Messaging;

namespace Delivery.Status.Projection;

/// <summary>What the projection listens to: every event about an order, also those that no view shows yet, and not its own.</summary>
internal static class OrderEvents
{
    public static IReadOnlyList<Type> All { get; } =
    [
        .. MessageTypes.All
            .Where(type => type.IsAssignableTo(typeof(IOrderEvent)) && type != typeof(OrderStatusChanged))
            .OrderBy(MessageTypes.NameOf, StringComparer.Ordinal),
    ];

    public static LoggedEvent ToLog(IOrderEvent @event, DateTimeOffset now) => new()
    {
        OrderId = @event.OrderId,
        MessageType = MessageTypes.NameOf(@event.GetType()),
        Version = @event.Version,
        Body = JsonSerializer.Serialize(@event, @event.GetType(), MessageJson.Options),
        LoggedAt = now,
    };

    /// <summary>The event; null when this build does not know its type, because a newer one has logged it.</summary>
    public static IOrderEvent? FromLog(LoggedEvent logged) =>
        MessageTypes.Find(logged.MessageType) is { } type
            ? (IOrderEvent)JsonSerializer.Deserialize(logged.Body, type, MessageJson.Options)!
            : null;
}
