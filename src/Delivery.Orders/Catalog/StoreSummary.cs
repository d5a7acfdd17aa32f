namespace Delivery.Orders.Catalog;

/// <summary>A store in the list of stores.</summary>
/// <param name="StoreId">The store.</param>
/// <param name="Name">By language tag.</param>
/// <param name="RegionId">Where it is.</param>
/// <param name="Open">False while it takes no orders.</param>
/// <param name="Currency">ISO 4217.</param>
/// <param name="DeliveryFee">In minor units.</param>
internal sealed record StoreSummary(
    string StoreId, IReadOnlyDictionary<string, string> Name, string RegionId, bool Open, string Currency, long DeliveryFee);
