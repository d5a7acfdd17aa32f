namespace Delivery.Riders.Regions;

/// <summary>A region as anyone sees it.</summary>
internal sealed record RegionView(string RegionId, IReadOnlyDictionary<string, string> Name, IReadOnlyList<string> Neighbours);
