namespace Delivery.Orders.Ordering;

/// <summary>Places an order.</summary>
/// <param name="StoreId">From <c>GET /api/stores</c>.</param>
/// <param name="Currency">The menu's currency, as it was shown.</param>
/// <param name="Items">What is ordered: 1 to 50 lines.</param>
/// <param name="DeliveryAddress">Where it goes.</param>
/// <param name="PaymentToken">The payment provider's token for the customer's card.</param>
/// <param name="DeliveryFee">The fee as it was shown; when sent, an order at another fee is refused.</param>
internal sealed record PlaceOrderRequest(
    string StoreId,
    string Currency,
    IReadOnlyList<PlaceOrderItem> Items,
    PlaceOrderAddress DeliveryAddress,
    string PaymentToken,
    long? DeliveryFee = null);
