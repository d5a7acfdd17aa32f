namespace Delivery.Orders.Ordering;

/// <summary>One line to order.</summary>
/// <param name="ItemId">From the store's menu.</param>
/// <param name="Quantity">From 1 to 99.</param>
/// <param name="UnitPrice">The price as it was shown, in minor units: an order at another price is refused.</param>
internal sealed record PlaceOrderItem(string ItemId, int Quantity, long UnitPrice);
