using Delivery.Riders.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Delivery.Riders.Regions;

/// <summary>Distances on the map of regions.</summary>
internal static class RegionReach
{
    /// <summary>The region and those up to <paramref name="radius"/> borders away. One query per step, none for the region alone.</summary>
    public static async Task<string[]> RegionsWithinAsync(
        this RidersDbContext db, string regionId, int radius, CancellationToken cancellationToken)
    {
        var reached = new HashSet<string> { regionId };
        List<string> frontier = [regionId];
        for (var step = 0; step < radius && frontier.Count > 0; step++)
        {
            var next = await db.RegionNeighbours.AsNoTracking()
                .Where(border => frontier.Contains(border.RegionId))
                .Select(border => border.NeighbourId)
                .Distinct()
                .ToListAsync(cancellationToken);
            frontier = [.. next.Where(reached.Add)];
        }

        return [.. reached];
    }
}
