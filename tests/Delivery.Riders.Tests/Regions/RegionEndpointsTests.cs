using Delivery.Riders.Persistence;
using Delivery.Riders.Regions;
using Delivery.ServiceDefaults;
using Delivery.ServiceDefaults.Modules;
using Delivery.Testing.Harness;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Xunit;

namespace Delivery.Riders.Tests.Regions;

public abstract class RegionEndpointsTests(RidersFixture fixture)
{
    [Fact]
    public async Task Regions_Anybody_SeesThemWithTheirNeighbours()
    {
        var answer = await fixture.Module.CreateClient().GetAsync(new Uri("/api/regions", UriKind.Relative));

        var regions = (await answer.JsonAsync()).GetProperty("items").EnumerateArray().ToDictionary(
            region => region.GetProperty("regionId").GetString()!,
            region => string.Join(' ', region.GetProperty("neighbours").EnumerateArray().Select(neighbour => neighbour.GetString())));
        regions["gangnam"].ShouldBe("seocho songpa");
        regions["seocho"].ShouldBe("gangnam");
        regions["songpa"].ShouldBe("gangnam");
        regions["island-2"].ShouldBe("island-1 island-3");
    }

    [Fact]
    public async Task Regions_ByPages_AreSeenOnce()
    {
        var seen = new List<string>();
        string? cursor = null;
        do
        {
            var answer = await fixture.Module.CreateClient().GetAsync(new Uri($"/api/regions?limit=4&cursor={cursor}", UriKind.Relative));
            var page = await answer.JsonAsync();
            seen.AddRange(page.GetProperty("items").EnumerateArray().Select(region => region.GetProperty("regionId").GetString()!));
            cursor = page.GetProperty("nextCursor").GetString();
        }
        while (cursor is not null);

        seen.ShouldBe(["gangnam", "island-1", "island-2", "island-3", "seocho", "songpa"]);
    }

    [Fact]
    public async Task Seed_Again_ChangesNothing()
    {
        await fixture.Module.Services.GetServices<IModuleSetup>().OfType<SeedRegions>().Single().RunAsync(CancellationToken.None);

        (await fixture.Module.QueryAsync(db => db.Regions.CountAsync())).ShouldBe(6);
    }

    [Fact]
    public async Task Seed_OutsideTheDemoProfile_SeedsNothing()
    {
        await using var module = await ModuleHarness.StartAsync<RidersDbContext>(
            new RidersModule(), options => options.Settings[Profiles.Setting] = null);

        (await module.QueryAsync(db => db.Regions.CountAsync())).ShouldBe(0);
    }
}
