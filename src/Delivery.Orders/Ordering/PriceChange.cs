namespace Delivery.Orders.Ordering;

/// <summary>A price that is not what the customer was shown.</summary>
/// <param name="ItemId">The menu item.</param>
/// <param name="ShownPrice">As the request says.</param>
/// <param name="CurrentPrice">As it is.</param>
internal sealed record PriceChange(string ItemId, long ShownPrice, long CurrentPrice);
