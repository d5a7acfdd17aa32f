namespace Delivery.Simulator.Api.Wire;

/// <summary>A store in the list of stores.</summary>
internal sealed record StoreSummary(string StoreId, string RegionId, string Currency, long DeliveryFee);
