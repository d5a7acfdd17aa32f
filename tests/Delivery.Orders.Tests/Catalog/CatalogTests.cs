using System.Text.Json;
using Delivery.Contracts.Stores;
using Delivery.Testing.Harness;
using Shouldly;
using Xunit;

namespace Delivery.Orders.Tests.Catalog;

public abstract class CatalogTests(OrdersFixture fixture) : OrdersTests(fixture)
{
    [Fact]
    public async Task ListStores_Anybody_SeesStoresOfTheRegion()
    {
        var stores = await GetAsync("/api/stores?region=gangnam");

        var ids = stores.GetProperty("items").EnumerateArray().Select(store => Text(store, "storeId")).ToList();
        ids.ShouldContain("sto_hanok");
        ids.ShouldContain("sto_closed");
        ids.ShouldNotContain("sto_roma");
        var closed = stores.GetProperty("items").EnumerateArray().Single(store => Text(store, "storeId") == "sto_closed");
        closed.GetProperty("open").GetBoolean().ShouldBeFalse();
        closed.GetProperty("deliveryFee").GetInt64().ShouldBe(3000);
        Text(closed.GetProperty("name"), "ko").ShouldBe("가게");
    }

    [Fact]
    public async Task ListStores_ByPages_SeesEachOnce()
    {
        foreach (var index in Enumerable.Range(0, 5))
        {
            await Module.HandleAsync(OrdersFixture.Store($"sto_page{index}", "pages", "rice"));
        }

        var seen = new List<string>();
        string? cursor = null;
        do
        {
            var page = await GetAsync($"/api/stores?region=pages&limit=2&cursor={cursor}");
            seen.AddRange(page.GetProperty("items").EnumerateArray().Select(store => Text(store, "storeId")));
            cursor = page.GetProperty("nextCursor").GetString();
        }
        while (cursor is not null);

        seen.ShouldBe(["sto_page0", "sto_page1", "sto_page2", "sto_page3", "sto_page4"]);
    }

    [Theory]
    [InlineData("limit=0", "invalid-limit")]
    [InlineData("limit=201", "invalid-limit")]
    [InlineData("limit=x", "invalid-request")]
    [InlineData("cursor=%00", "invalid-cursor")]
    [InlineData("cursor=AAAA", "invalid-cursor")]
    public async Task ListStores_BadQuery_IsRefused(string query, string slug)
    {
        var response = await Module.CreateClient().GetAsync(new Uri($"/api/stores?{query}", UriKind.Relative));

        await response.ShouldBeProblemAsync(400, slug);
    }

    [Fact]
    public async Task ListStores_RegionWithNul_IsEmpty() =>
        (await GetAsync("/api/stores?region=%00")).GetProperty("items").GetArrayLength().ShouldBe(0);

    [Fact]
    public async Task GetMenu_Unknown_IsNotFound()
    {
        var response = await Module.CreateClient().GetAsync(new Uri("/api/stores/sto_nothing/menu", UriKind.Relative));

        await response.ShouldBeProblemAsync(404, "store-not-found");
    }

    [Fact]
    public async Task StoreChanged_InAnyOrderAndTwice_KeepsTheHighestVersion()
    {
        var first = OrdersFixture.Store("sto_merge", "merge", "a", "b");
        var second = first with
        {
            Version = 2,
            Menu = [Item("b", 500, soldOut: true), Item("c", 700)],
        };
        var third = second with { Version = 3, Open = false, Menu = [Item("c", 800), Item("b", 500)] };

        foreach (var change in new[] { second, first, third, third, second, first })
        {
            await Module.HandleAsync(change);
        }

        var menu = await GetAsync("/api/stores/sto_merge/menu");
        menu.GetProperty("open").GetBoolean().ShouldBeFalse();
        menu.GetProperty("items").EnumerateArray()
            .Select(item => (Text(item, "itemId"), item.GetProperty("price").GetInt64(), item.GetProperty("soldOut").GetBoolean()))
            .ShouldBe([("c", 800, false), ("b", 500, false)]);
    }

    [Fact]
    public async Task StoreChanged_ManyAtOnce_KeepsTheHighestVersion()
    {
        var changes = Enumerable.Range(1, 6).Select(version =>
            OrdersFixture.Store("sto_race", "race", "a") with { Version = version, Menu = [Item("a", version * 100)] });

        await Task.WhenAll(changes.Select(change => Module.HandleAsync(change)));

        var menu = await GetAsync("/api/stores/sto_race/menu");
        menu.GetProperty("items")[0].GetProperty("price").GetInt64().ShouldBe(600);
    }

    private static MenuItem Item(string itemId, long price, bool soldOut = false) =>
        new(itemId, new Dictionary<string, string> { ["en"] = itemId }, price, soldOut);

    private async Task<JsonElement> GetAsync(string path) =>
        await (await Module.CreateClient().GetAsync(new Uri(path, UriKind.Relative))).JsonAsync();
}
