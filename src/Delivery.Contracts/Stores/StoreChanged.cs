namespace Delivery.Contracts.Stores;

/// <summary>The whole of a store as others may know it, published whenever any of it changes. Receivers keep the highest version.</summary>
public sealed record StoreChanged : IEvent
{
    /// <summary>The store.</summary>
    public required string StoreId { get; init; }

    /// <summary>Raised by one with each change, from 1.</summary>
    public required int Version { get; init; }

    /// <summary>When it changed, in UTC.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>The owner: the subject of the token that may act for the store.</summary>
    public required string OwnerId { get; init; }

    /// <summary>By language tag.</summary>
    public required IReadOnlyDictionary<string, string> Name { get; init; }

    /// <summary>Where the store is.</summary>
    public required string RegionId { get; init; }

    /// <summary>ISO 4217; every price and fee of the store is in it.</summary>
    public required string Currency { get; init; }

    /// <summary>What a delivery from the store costs, in minor units.</summary>
    public required long DeliveryFee { get; init; }

    /// <summary>False while the store takes no orders.</summary>
    public required bool Open { get; init; }

    /// <summary>The menu, in the owner's order.</summary>
    public required IReadOnlyList<MenuItem> Menu { get; init; }
}
