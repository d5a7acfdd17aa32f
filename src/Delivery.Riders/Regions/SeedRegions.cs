using Delivery.Messaging.Persistence;
using Delivery.Riders.Persistence;
using Delivery.ServiceDefaults.Modules;
using Microsoft.EntityFrameworkCore;

namespace Delivery.Riders.Regions;

/// <summary>The regions of the demo profile: Gangnam lies between the two others.</summary>
internal sealed class SeedRegions(Transactions<RidersDbContext> transactions) : IModuleSetup
{
    private static readonly (string First, string Second)[] Borders = [("gangnam", "seocho"), ("gangnam", "songpa")];

    public int Order => 10;

    public string Description => "seed regions";

    public Task RunAsync(CancellationToken cancellationToken) =>
        transactions.RunAsync(
            async (transaction, token) =>
            {
                if (!await transaction.Db.Regions.AnyAsync(token))
                {
                    Seed(transaction.Db);
                }
            },
            cancellationToken);

    private static void Seed(RidersDbContext db)
    {
        db.Regions.AddRange(
            Create("gangnam", "Gangnam", "강남"),
            Create("seocho", "Seocho", "서초"),
            Create("songpa", "Songpa", "송파"));
        foreach (var (first, second) in Borders)
        {
            db.RegionNeighbours.Add(new RegionNeighbour { RegionId = first, NeighbourId = second });
            db.RegionNeighbours.Add(new RegionNeighbour { RegionId = second, NeighbourId = first });
        }
    }

    private static Region Create(string regionId, string english, string korean) =>
        new() { RegionId = regionId, Name = new Dictionary<string, string> { ["en"] = english, ["ko"] = korean } };
}
