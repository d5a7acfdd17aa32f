using Delivery.Contracts.Stores;
using Delivery.ServiceDefaults.Problems;

namespace Delivery.Stores.Catalog;

/// <summary>A store and its menu. Every change raises the version, which also guards against concurrent changes of any item.</summary>
internal sealed class Store
{
    private const int MaxItems = 300;

    private readonly List<StoreItem> _items = [];

    public required string StoreId { get; init; }

    /// <summary>The subject of the token that may act for the store.</summary>
    public required string OwnerId { get; init; }

    public required IReadOnlyDictionary<string, string> Name { get; init; }

    public required string RegionId { get; init; }

    public required string Currency { get; init; }

    public required long DeliveryFee { get; init; }

    public bool Open { get; private set; } = true;

    public int Version { get; private set; } = 1;

    public DateTimeOffset ChangedAt { get; private set; }

    public IReadOnlyList<StoreItem> Items => _items;

    /// <summary>The menu, in the owner's order.</summary>
    public IReadOnlyList<MenuItem> Menu => [.. _items.OrderBy(item => item.Position).Select(item => item.ToMenuItem())];

    /// <summary>A new store with its first menu.</summary>
    public static Store Create(StoreDraft draft, DateTimeOffset now)
    {
        var store = new Store
        {
            StoreId = draft.StoreId,
            OwnerId = draft.OwnerId,
            Name = draft.Name,
            RegionId = draft.RegionId,
            Currency = draft.Currency,
            DeliveryFee = draft.DeliveryFee,
            ChangedAt = now,
        };
        foreach (var item in draft.Menu)
        {
            store._items.Add(StoreItem.Create(store.StoreId, item, store._items.Count + 1));
        }

        return store;
    }

    /// <summary>Opens or closes; false when it already was so. Tickets that are already offered are not touched.</summary>
    public bool SetOpen(bool open, DateTimeOffset now)
    {
        if (Open == open)
        {
            return false;
        }

        Open = open;
        Changed(now);
        return true;
    }

    /// <summary>Adds the item at the end of the menu or changes it in place; false when nothing is new.</summary>
    public bool PutItem(MenuItem item, DateTimeOffset now)
    {
        var known = _items.Find(candidate => candidate.ItemId == item.ItemId);
        if (known is null)
        {
            Add(item);
        }
        else if (!known.Change(item))
        {
            return false;
        }

        Changed(now);
        return true;
    }

    /// <summary>Takes the item off the menu.</summary>
    public void RemoveItem(string itemId, DateTimeOffset now)
    {
        if (_items.RemoveAll(item => item.ItemId == itemId) == 0)
        {
            throw new ProblemException(
                StoresProblems.MenuItemNotFound, "The menu has no item of this id. Read your stores to see the menu as it is.");
        }

        Changed(now);
    }

    /// <summary>The store as others may know it.</summary>
    public StoreChanged ToChanged() => new()
    {
        StoreId = StoreId,
        Version = Version,
        At = ChangedAt,
        OwnerId = OwnerId,
        Name = Name,
        RegionId = RegionId,
        Currency = Currency,
        DeliveryFee = DeliveryFee,
        Open = Open,
        Menu = Menu,
    };

    private void Add(MenuItem item)
    {
        if (_items.Count >= MaxItems)
        {
            throw new ProblemException(StoresProblems.MenuFull, $"A menu holds {MaxItems} items. Remove one before you add another.");
        }

        _items.Add(StoreItem.Create(StoreId, item, _items.Select(known => known.Position).DefaultIfEmpty().Max() + 1));
    }

    private void Changed(DateTimeOffset now)
    {
        Version++;
        ChangedAt = now;
    }
}
