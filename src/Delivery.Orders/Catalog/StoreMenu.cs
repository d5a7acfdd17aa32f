namespace Delivery.Orders.Catalog;

/// <summary>What a store offers.</summary>
/// <param name="StoreId">The store.</param>
/// <param name="Name">By language tag.</param>
/// <param name="Currency">ISO 4217; every price is in it.</param>
/// <param name="DeliveryFee">In minor units.</param>
/// <param name="Open">False while it takes no orders.</param>
/// <param name="Items">In the owner's order.</param>
internal sealed record StoreMenu(
    string StoreId,
    IReadOnlyDictionary<string, string> Name,
    string Currency,
    long DeliveryFee,
    bool Open,
    IReadOnlyList<StoreMenuItem> Items);
