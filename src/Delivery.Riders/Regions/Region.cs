namespace Delivery.Riders.Regions;

/// <summary>A part of the city.</summary>
internal sealed class Region
{
    public required string RegionId { get; init; }

    /// <summary>By language tag.</summary>
    public required IReadOnlyDictionary<string, string> Name { get; init; }
}
