using Delivery.Contracts.Orders;
using Delivery.Contracts.Stores;

namespace Delivery.Messaging.Tests.Support;

/// <summary>Messages of the contract with something in every member.</summary>
internal static class Samples
{
    private static readonly DateTimeOffset At = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);

    public static CancellationRequested Event(string orderId = "ord_1", string? reason = "늦어요") =>
        new() { OrderId = orderId, Version = 1, At = At, CancellationId = "can_1", Reason = reason };

    public static ExpireTicket Command(string orderId = "ord_1") => new() { OrderId = orderId, RequestId = "instance:activity", Round = 1 };
}
