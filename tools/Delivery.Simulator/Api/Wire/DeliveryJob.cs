namespace Delivery.Simulator.Api.Wire;

/// <summary>A delivery as a rider sees it.</summary>
internal sealed record DeliveryJob(string OrderId, int Round, string State, int Claim, string? RiderId, string RegionId, int Radius, int Version);
