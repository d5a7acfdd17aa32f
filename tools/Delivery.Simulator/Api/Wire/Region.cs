namespace Delivery.Simulator.Api.Wire;

/// <summary>A region and its neighbours.</summary>
internal sealed record Region(string RegionId, IReadOnlyList<string> Neighbours);
