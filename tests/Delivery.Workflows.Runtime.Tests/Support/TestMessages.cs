using Delivery.Contracts;
using Delivery.Contracts.Orders;
using Delivery.Contracts.Payments;
using Delivery.Contracts.Riders;
using Delivery.Contracts.Stores;

namespace Delivery.Workflows.Runtime.Tests.Support;

/// <summary>Contract messages with whatever a test does not care about filled in.</summary>
internal static class TestMessages
{
    private static readonly Money Price = new(12_000, "KRW");

    public static OrderPlaced Placed(string orderId) => new()
    {
        OrderId = orderId,
        Version = 1,
        At = DateTimeOffset.UnixEpoch,
        CustomerId = "customer-1",
        StoreId = "sto_hanok",
        RegionId = "gangnam",
        DeliveryAddress = "테헤란로 1",
        Lines = [new OrderLine("bibimbap", "비빔밥", 1, 9000)],
        ItemsTotal = new Money(9000, "KRW"),
        DeliveryFee = new Money(3000, "KRW"),
        Total = Price,
    };

    public static PaymentCaptured Captured(string orderId, string? requestId) => new()
    {
        OrderId = orderId,
        Version = 1,
        At = DateTimeOffset.UnixEpoch,
        RequestId = requestId,
        Amount = Price,
    };

    public static CancellationRequested Cancellation(string orderId) => new()
    {
        OrderId = orderId,
        Version = 1,
        At = DateTimeOffset.UnixEpoch,
        CancellationId = "can_1",
    };

    public static CookingStarted Cooking(string orderId) => new()
    {
        OrderId = orderId,
        Version = 1,
        At = DateTimeOffset.UnixEpoch,
        Round = 1,
        StoreId = "sto_hanok",
    };

    /// <summary>A broadcast: it is not kept.</summary>
    public static DeliveryOffered Offered(string orderId) => new()
    {
        OrderId = orderId,
        Version = 1,
        At = DateTimeOffset.UnixEpoch,
        RegionId = "gangnam",
        Radius = 0,
    };
}
