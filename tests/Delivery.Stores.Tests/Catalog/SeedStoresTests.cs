using System.Net.Http.Json;
using Delivery.Contracts.Stores;
using Delivery.ServiceDefaults;
using Delivery.ServiceDefaults.Modules;
using Delivery.Stores.Catalog;
using Delivery.Stores.Persistence;
using Delivery.Testing.Harness;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Xunit;

namespace Delivery.Stores.Tests.Catalog;

public sealed class SeedStoresTests(StoresSqliteFixture fixture) : IClassFixture<StoresSqliteFixture>
{
    [Fact]
    public async Task Seed_Demo_PublishesFiveStoresWithTwoLanguages()
    {
        var changes = fixture.Module.Sent.OfType<StoreChanged>().Where(change => change.Version == 1).ToList();

        changes.Select(change => (change.StoreId, change.OwnerId, change.RegionId)).ShouldBe(
            [
                ("sto_hanok", "owner-1", "gangnam"),
                ("sto_seoulchicken", "owner-2", "gangnam"),
                ("sto_pizzaroma", "owner-3", "seocho"),
                ("sto_noodlebar", "owner-4", "songpa"),
                ("sto_latenight", "owner-5", "songpa"),
            ],
            ignoreOrder: true);
        changes.ShouldAllBe(change => change.Currency == "KRW" && change.DeliveryFee == 3000 && change.Open && change.Menu.Count == 5);
        changes.SelectMany(change => change.Menu.Select(item => item.Name).Append(change.Name))
            .ShouldAllBe(name => name["en"].Length > 0 && name["ko"].Length > 0);
    }

    [Fact]
    public async Task Seed_Again_LeavesTheOwnersChangesAlone()
    {
        await fixture.Owner().PutAsJsonAsync("/api/stores/sto_hanok/open", new { open = false });
        var sent = fixture.Module.Sent.Count;

        await fixture.Module.Services.GetServices<IModuleSetup>().OfType<SeedStores>().Single().RunAsync(CancellationToken.None);

        fixture.Module.Sent.Count.ShouldBe(sent);
        (await fixture.Module.QueryAsync(db => db.Stores.SingleAsync(store => store.StoreId == "sto_hanok"))).Open.ShouldBeFalse();
    }

    [Fact]
    public async Task Seed_OutsideTheDemoProfile_SeedsNothing()
    {
        await using var module = await ModuleHarness.StartAsync<StoresDbContext>(
            new StoresModule(), options => options.Settings[Profiles.Setting] = null);

        (await module.QueryAsync(db => db.Stores.CountAsync())).ShouldBe(0);
    }
}
