using Delivery.Contracts.Stores;

namespace Delivery.Stores.Catalog;

/// <summary>A store as its owner sees it.</summary>
internal sealed record StoreView(
    string StoreId,
    int Version,
    IReadOnlyDictionary<string, string> Name,
    string RegionId,
    string Currency,
    long DeliveryFee,
    bool Open,
    IReadOnlyList<MenuItem> Items)
{
    public static StoreView Of(Store store) => new(
        store.StoreId, store.Version, store.Name, store.RegionId, store.Currency, store.DeliveryFee, store.Open, store.Menu);
}
