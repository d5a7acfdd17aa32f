using Delivery.Contracts;
using Delivery.Contracts.Payments;

namespace Delivery.Payments.Tests.Support;

/// <summary>The messages of one order.</summary>
internal static class Orders
{
    public const string Customer = "customer-1";

    public static readonly Money Total = new(23_000, "KRW");

    public static string NewId() => $"ord_{Guid.NewGuid():N}";

    public static SubmitPaymentMethod Submit(string orderId, string token = "tok_ok") =>
        new() { OrderId = orderId, CustomerId = Customer, PaymentToken = token };

    public static AuthorizePayment Authorize(string orderId, string requestId = "authorize") =>
        new() { OrderId = orderId, RequestId = requestId, CustomerId = Customer, Amount = Total };

    public static CapturePayment Capture(string orderId, string requestId = "capture") => new() { OrderId = orderId, RequestId = requestId };

    public static RevokePayment Revoke(string orderId, string requestId = "revoke") => new() { OrderId = orderId, RequestId = requestId };

    public static SettleOrder Settle(string orderId, long store = 20_000, long rider = 3_000) => new()
    {
        OrderId = orderId,
        RequestId = "settle",
        StoreId = "sto_hanok",
        StoreAmount = new Money(store, "KRW"),
        RiderId = "rider-1",
        RiderAmount = new Money(rider, "KRW"),
    };
}
