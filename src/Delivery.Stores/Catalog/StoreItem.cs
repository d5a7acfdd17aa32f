using Delivery.Contracts.Stores;

namespace Delivery.Stores.Catalog;

/// <summary>A line of a store's menu. It changes only through its <see cref="Store"/>.</summary>
internal sealed class StoreItem
{
    public required string StoreId { get; init; }

    public required string ItemId { get; init; }

    public required int Position { get; init; }

    public required IReadOnlyDictionary<string, string> Name { get; set; }

    public required long Price { get; set; }

    public required bool SoldOut { get; set; }

    public static StoreItem Create(string storeId, MenuItem item, int position) => new()
    {
        StoreId = storeId,
        ItemId = item.ItemId,
        Position = position,
        Name = item.Name,
        Price = item.Price,
        SoldOut = item.SoldOut,
    };

    /// <summary>False when nothing is new.</summary>
    public bool Change(MenuItem item)
    {
        if (Price == item.Price && SoldOut == item.SoldOut && SameName(item.Name))
        {
            return false;
        }

        Name = item.Name;
        Price = item.Price;
        SoldOut = item.SoldOut;
        return true;
    }

    public MenuItem ToMenuItem() => new(ItemId, Name, Price, SoldOut);

    private bool SameName(IReadOnlyDictionary<string, string> other) =>
        Name.Count == other.Count && Name.All(text => other.TryGetValue(text.Key, out var value) && value == text.Value);
}
