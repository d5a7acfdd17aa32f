using Delivery.Riders.Persistence;
using Delivery.ServiceDefaults.Paging;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Delivery.Riders.Regions;

/// <summary>The map, for anyone.</summary>
internal static class RegionEndpoints
{
    public static void MapRegions(this IEndpointRouteBuilder endpoints) =>
        endpoints.MapGet("/api/regions", GetAsync)
            .AllowAnonymous()
            .WithTags("Regions")
            .WithName("GetRegions")
            .WithSummary("The regions and which of them are neighbours.");

    private static async Task<Ok<Page<RegionView>>> GetAsync(
        RidersDbContext db, [AsParameters] PageRequest page, CancellationToken cancellationToken)
    {
        var after = page.After() ?? "";
        var regions = await db.Regions.AsNoTracking()
            .Where(region => string.Compare(region.RegionId, after) > 0)
            .OrderBy(region => region.RegionId)
            .Take(page.Size() + 1)
            .ToListAsync(cancellationToken);
        var ids = regions.ConvertAll(region => region.RegionId);
        var borders = await db.RegionNeighbours.AsNoTracking()
            .Where(border => ids.Contains(border.RegionId))
            .ToListAsync(cancellationToken);
        var neighbours = borders.ToLookup(border => border.RegionId, border => border.NeighbourId);
        return TypedResults.Ok(page.ToPage(
            regions.ConvertAll(region => new RegionView(
                region.RegionId, region.Name, [.. neighbours[region.RegionId].Order(StringComparer.Ordinal)])),
            region => region.RegionId));
    }
}
