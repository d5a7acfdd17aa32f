namespace Delivery.Orders.Catalog;

/// <summary>An item of a menu.</summary>
/// <param name="ItemId">Unique within the store.</param>
/// <param name="Name">By language tag.</param>
/// <param name="Price">In minor units.</param>
/// <param name="SoldOut">True while it cannot be ordered.</param>
internal sealed record StoreMenuItem(string ItemId, IReadOnlyDictionary<string, string> Name, long Price, bool SoldOut);
