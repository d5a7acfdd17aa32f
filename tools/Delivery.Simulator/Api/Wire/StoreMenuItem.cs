namespace Delivery.Simulator.Api.Wire;

/// <summary>An item of a menu.</summary>
internal sealed record StoreMenuItem(string ItemId, long Price, bool SoldOut);
