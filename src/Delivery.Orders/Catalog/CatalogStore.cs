using Delivery.Contracts.Stores;

namespace Delivery.Orders.Catalog;

/// <summary>A store as this module knows it from <see cref="StoreChanged"/>: what orders are taken by, also while Stores is down.</summary>
internal sealed class CatalogStore
{
    private CatalogStore()
    {
    }

    public string StoreId { get; private init; } = string.Empty;

    /// <summary>Of the last change merged; also the concurrency token.</summary>
    public int Version { get; private set; }

    public IReadOnlyDictionary<string, string> Name { get; private set; } = new Dictionary<string, string>();

    public string RegionId { get; private set; } = string.Empty;

    public string Currency { get; private set; } = string.Empty;

    public long DeliveryFee { get; private set; }

    public bool Open { get; private set; }

    public List<CatalogItem> Items { get; private init; } = [];

    public static CatalogStore From(StoreChanged change)
    {
        var store = new CatalogStore { StoreId = change.StoreId };
        store.Merge(change);
        return store;
    }

    /// <summary>Takes over the change unless a later one is already known: changes arrive in any order.</summary>
    public void Merge(StoreChanged change)
    {
        if (change.Version <= Version)
        {
            return;
        }

        Version = change.Version;
        Name = change.Name;
        RegionId = change.RegionId;
        Currency = change.Currency;
        DeliveryFee = change.DeliveryFee;
        Open = change.Open;
        ReplaceMenu(change.Menu);
    }

    public CatalogItem? FindItem(string itemId) => Items.Find(item => item.ItemId == itemId);

    private void ReplaceMenu(IReadOnlyList<MenuItem> menu)
    {
        Items.RemoveAll(item => menu.All(entry => entry.ItemId != item.ItemId));
        for (var position = 0; position < menu.Count; position++)
        {
            var entry = menu[position];
            var item = FindItem(entry.ItemId);
            if (item is null)
            {
                item = new CatalogItem { StoreId = StoreId, ItemId = entry.ItemId };
                Items.Add(item);
            }

            item.Set(entry, position);
        }
    }
}
