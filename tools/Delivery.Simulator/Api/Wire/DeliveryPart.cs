namespace Delivery.Simulator.Api.Wire;

/// <summary>The delivery as the projection shows it.</summary>
internal sealed record DeliveryPart(string State, int Claim, string? RiderId, int Version);
