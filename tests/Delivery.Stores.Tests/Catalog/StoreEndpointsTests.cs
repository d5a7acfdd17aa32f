using System.Net;
using System.Net.Http.Json;
using Delivery.Contracts.Stores;
using Delivery.ServiceDefaults.Authorization;
using Delivery.Testing.Harness;
using Shouldly;
using Xunit;

namespace Delivery.Stores.Tests.Catalog;

public abstract class StoreEndpointsTests(StoresFixture fixture)
{
    private static object Body => new { name = new { en = "Kimbap", ko = "김밥" }, price = 4000, soldOut = false };

    [Fact]
    public async Task Mine_Owner_SeesOwnStoresOnly()
    {
        var answer = await fixture.Module.CreateClient(Roles.Owner, "owner-2").GetAsync(new Uri("/api/stores/mine", UriKind.Relative));

        var store = (await answer.JsonAsync()).GetProperty("items").EnumerateArray().ShouldHaveSingleItem();
        store.GetProperty("storeId").GetString().ShouldBe("sto_seoulchicken");
        store.GetProperty("name").GetProperty("ko").GetString().ShouldBe("서울치킨");
        store.GetProperty("open").GetBoolean().ShouldBeTrue();
        store.GetProperty("deliveryFee").GetInt64().ShouldBe(3000);
        store.GetProperty("items").GetArrayLength().ShouldBe(5);
    }

    [Fact]
    public async Task PutOpen_Changed_PublishesTheStoreWithRaisedVersion()
    {
        var before = Latest("sto_hanok");

        var closed = await PutAsync("sto_hanok/open", new { open = false });
        var repeated = await PutAsync("sto_hanok/open", new { open = false });

        (await closed.JsonAsync()).GetProperty("open").GetBoolean().ShouldBeFalse();
        (await repeated.JsonAsync()).GetProperty("version").GetInt32().ShouldBe(before.Version + 1);
        var latest = Latest("sto_hanok");
        latest.Open.ShouldBeFalse();
        latest.Version.ShouldBe(before.Version + 1);
        Changes("sto_hanok").Count(change => change.Version == latest.Version).ShouldBe(1);
    }

    [Fact]
    public async Task PutItem_New_IsAddedAtTheEndOfTheMenu()
    {
        var before = Latest("sto_hanok");

        var answer = await PutAsync("sto_hanok/menu/items/kimbap", Body);

        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        var latest = Latest("sto_hanok");
        latest.Version.ShouldBe(before.Version + 1);
        latest.Menu.Count.ShouldBe(before.Menu.Count + 1);
        var item = latest.Menu[^1];
        item.ItemId.ShouldBe("kimbap");
        item.Name["ko"].ShouldBe("김밥");
        item.Price.ShouldBe(4000);
        latest.Menu.SkipLast(1).Select(known => known.ItemId).ShouldBe(before.Menu.Select(known => known.ItemId));
    }

    [Fact]
    public async Task PutItem_Known_ChangesPriceAndSoldOutInPlace()
    {
        var before = Latest("sto_hanok");

        var changed = new { name = new { en = "Bulgogi", ko = "불고기" }, price = 15500, soldOut = true };
        await PutAsync("sto_hanok/menu/items/bulgogi", changed);
        await PutAsync("sto_hanok/menu/items/bulgogi", changed);

        var latest = Latest("sto_hanok");
        latest.Version.ShouldBe(before.Version + 1);
        latest.Menu.Select(item => item.ItemId).ShouldBe(before.Menu.Select(item => item.ItemId));
        var item = latest.Menu.Single(candidate => candidate.ItemId == "bulgogi");
        item.Price.ShouldBe(15500);
        item.SoldOut.ShouldBeTrue();
    }

    [Fact]
    public async Task DeleteItem_Known_LeavesTheMenuOnce()
    {
        const string path = "/api/stores/sto_hanok/menu/items/haemul-pajeon";
        var before = Latest("sto_hanok");

        (await fixture.Owner().DeleteAsync(new Uri(path, UriKind.Relative))).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        var again = await fixture.Owner().DeleteAsync(new Uri(path, UriKind.Relative));

        await again.ShouldBeProblemAsync(404, "menu-item-not-found");
        var latest = Latest("sto_hanok");
        latest.Version.ShouldBe(before.Version + 1);
        latest.Menu.ShouldNotContain(item => item.ItemId == "haemul-pajeon");
    }

    [Fact]
    public async Task PutItem_ManyAtOnce_LosesNoneAndCountsEach()
    {
        var owner = fixture.Module.CreateClient(Roles.Owner, "owner-3");
        var before = Latest("sto_pizzaroma");

        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(index => Task.Run(() =>
            owner.PutAsJsonAsync($"/api/stores/sto_pizzaroma/menu/items/special-{index}", Body))));

        answers.ShouldAllBe(answer => answer.StatusCode == HttpStatusCode.OK);
        var latest = Latest("sto_pizzaroma");
        latest.Version.ShouldBe(before.Version + 8);
        latest.Menu.Count.ShouldBe(before.Menu.Count + 8);
        Changes("sto_pizzaroma").Select(change => change.Version).ShouldBeUnique();
    }

    public static TheoryData<string, string> InvalidItems => new()
    {
        { "Kimbap", """{"name":{"en":"Kimbap"},"price":4000,"soldOut":false}""" },
        { "-kimbap", """{"name":{"en":"Kimbap"},"price":4000,"soldOut":false}""" },
        { new string('a', 65), """{"name":{"en":"Kimbap"},"price":4000,"soldOut":false}""" },
        { "kimbap", """{"name":null,"price":4000,"soldOut":false}""" },
        { "kimbap", """{"name":{},"price":4000,"soldOut":false}""" },
        { "kimbap", """{"name":{"en":" "},"price":4000,"soldOut":false}""" },
        { "kimbap", """{"name":{"en":null},"price":4000,"soldOut":false}""" },
        { "kimbap", """{"name":{"english language":"Kimbap"},"price":4000,"soldOut":false}""" },
        { "kimbap", """{"name":{"en":"Kim\u0000bap"},"price":4000,"soldOut":false}""" },
        { "kimbap", """{"name":{"en":"Kimbap"},"price":-1,"soldOut":false}""" },
        { "kimbap", """{"name":{"en":"Kimbap"},"price":100000001,"soldOut":false}""" },
    };

    [Theory]
    [MemberData(nameof(InvalidItems))]
    public async Task PutItem_Invalid_IsRefusedAndChangesNothing(string itemId, string json)
    {
        var before = Latest("sto_hanok");
        using var body = new StringContent(json, System.Text.Encoding.UTF8, "application/json");

        var answer = await fixture.Owner().PutAsync(new Uri($"/api/stores/sto_hanok/menu/items/{itemId}", UriKind.Relative), body);

        await answer.ShouldBeProblemAsync(400, "menu-item-invalid");
        Latest("sto_hanok").Version.ShouldBe(before.Version);
    }

    [Theory]
    [InlineData("{")]
    [InlineData("""{"name":{"en":"Kimbap"},"price":"cheap","soldOut":false}""")]
    public async Task PutItem_MalformedJson_IsRefused(string json)
    {
        using var body = new StringContent(json, System.Text.Encoding.UTF8, "application/json");

        var answer = await fixture.Owner().PutAsync(new Uri("/api/stores/sto_hanok/menu/items/kimbap", UriKind.Relative), body);

        await answer.ShouldBeProblemAsync(400, "malformed-json");
    }

    [Fact]
    public async Task EveryRoute_WithoutTheOwnersToken_IsClosed()
    {
        var before = Latest("sto_noodlebar");
        (HttpMethod Method, string Path, object? Body)[] routes =
        [
            (HttpMethod.Put, "/api/stores/sto_noodlebar/open", new { open = false }),
            (HttpMethod.Put, "/api/stores/sto_noodlebar/menu/items/mandu", Body),
            (HttpMethod.Delete, "/api/stores/sto_noodlebar/menu/items/mandu", null),
        ];

        foreach (var (method, path, body) in routes)
        {
            await (await SendAsync(fixture.Module.CreateClient(), method, path, body)).ShouldBeProblemAsync(401, "unauthenticated");
            foreach (var role in new[] { Roles.Customer, Roles.Rider, Roles.Operator, Roles.Viewer, Roles.Analyst })
            {
                var client = fixture.Module.CreateClient(role, "owner-4");
                await (await SendAsync(client, method, path, body)).ShouldBeProblemAsync(403, "forbidden");
            }

            await (await SendAsync(fixture.Owner(), method, path, body)).ShouldBeProblemAsync(403, "store-not-yours");
            var nowhere = path.Replace("sto_noodlebar", "sto_nowhere", StringComparison.Ordinal);
            await (await SendAsync(fixture.Owner(), method, nowhere, body)).ShouldBeProblemAsync(404, "store-not-found");
        }

        var mine = await SendAsync(fixture.Module.CreateClient(), HttpMethod.Get, "/api/stores/mine", body: null);
        await mine.ShouldBeProblemAsync(401, "unauthenticated");
        Latest("sto_noodlebar").Version.ShouldBe(before.Version);
    }

    private Task<HttpResponseMessage> PutAsync(string path, object body) => fixture.Owner().PutAsJsonAsync($"/api/stores/{path}", body);

    private List<StoreChanged> Changes(string storeId) =>
        [.. fixture.Module.Sent.OfType<StoreChanged>().Where(change => change.StoreId == storeId)];

    private StoreChanged Latest(string storeId) => Changes(storeId).MaxBy(change => change.Version)!;

    private static async Task<HttpResponseMessage> SendAsync(HttpClient client, HttpMethod method, string path, object? body)
    {
        using var request = new HttpRequestMessage(method, new Uri(path, UriKind.Relative));
        request.Content = body is null ? null : JsonContent.Create(body);
        return await client.SendAsync(request);
    }
}
