namespace Delivery.Simulator.Api.Wire;

/// <summary>A store as its owner sees it.</summary>
internal sealed record OwnedStore(string StoreId);
