using Delivery.Contracts.Stores;

namespace Delivery.Orders.Catalog;

/// <summary>An item of a store's menu as this module knows it.</summary>
internal sealed class CatalogItem
{
    public required string StoreId { get; init; }

    public required string ItemId { get; init; }

    /// <summary>The place in the owner's order.</summary>
    public int Position { get; private set; }

    public IReadOnlyDictionary<string, string> Name { get; private set; } = new Dictionary<string, string>();

    public long Price { get; private set; }

    public bool SoldOut { get; private set; }

    public void Set(MenuItem entry, int position)
    {
        Position = position;
        Name = entry.Name;
        Price = entry.Price;
        SoldOut = entry.SoldOut;
    }
}
