namespace Delivery.Riders.Regions;

/// <summary>One direction of a border between two regions; the other direction is a row of its own.</summary>
internal sealed class RegionNeighbour
{
    public required string RegionId { get; init; }

    public required string NeighbourId { get; init; }
}
