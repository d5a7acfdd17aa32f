namespace Delivery.Simulator.Api.Wire;

/// <summary>What a store offers.</summary>
internal sealed record StoreMenu(string StoreId, IReadOnlyList<StoreMenuItem> Items);
