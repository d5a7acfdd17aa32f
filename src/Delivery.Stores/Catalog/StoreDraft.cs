using Delivery.Contracts.Stores;

namespace Delivery.Stores.Catalog;

/// <summary>What a store is created from.</summary>
internal sealed record StoreDraft(
    string StoreId,
    string OwnerId,
    IReadOnlyDictionary<string, string> Name,
    string RegionId,
    string Currency,
    long DeliveryFee,
    IReadOnlyList<MenuItem> Menu);
