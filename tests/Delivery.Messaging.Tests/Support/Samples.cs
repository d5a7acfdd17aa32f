using System.Text.Json;
using Delivery.Contracts;
using Delivery.Contracts.Orders;
using Delivery.Contracts.Stores;
using Delivery.Messaging.Outbox;

namespace Delivery.Messaging.Tests.Support;

/// <summary>Messages of the contract with something in every member.</summary>
internal static class Samples
{
    private static readonly DateTimeOffset At = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);

    public static CancellationRequested Event(string orderId = "ord_1", string? reason = "늦어요") =>
        new() { OrderId = orderId, Version = 1, At = At, CancellationId = "can_1", Reason = reason };

    public static ExpireTicket Command(string orderId = "ord_1") => new() { OrderId = orderId, RequestId = "instance:activity", Round = 1 };

    public static TicketAccepted Accepted(string orderId) => new() { OrderId = orderId, Version = 2, At = At, Round = 1, StoreId = "sto_1" };

    /// <summary>The row that a transaction writes for the message.</summary>
    public static OutboxMessage Row(IMessage message, Guid id, string? queue = null) => new()
    {
        MessageId = id,
        MessageType = MessageTypes.NameOf(message.GetType()),
        Queue = queue,
        Body = JsonSerializer.Serialize(message, message.GetType(), MessageJson.Options),
        CreatedAt = At,
    };
}
