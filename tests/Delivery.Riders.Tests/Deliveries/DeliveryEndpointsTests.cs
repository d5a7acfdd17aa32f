using System.Net;
using System.Net.Http.Json;
using Delivery.Contracts.Riders;
using Delivery.ServiceDefaults.Authorization;
using Delivery.Testing.Harness;
using Shouldly;
using Xunit;

namespace Delivery.Riders.Tests.Deliveries;

public abstract class DeliveryEndpointsTests(RidersFixture fixture)
{
    private static readonly string[] AllActions = ["claim", "pick-up", "deliver", "give-back", "undeliverable"];

    [Fact]
    public async Task Delivery_HappyPath_ShowsEachState()
    {
        var orderId = await fixture.OfferNewAsync();
        var rider = await fixture.OnDutyAsync("rider-happy", "gangnam");

        (string Action, string State, int Version)[] steps = [("claim", "Claimed", 2), ("pick-up", "PickedUp", 3), ("deliver", "HandedOver", 4)];
        foreach (var (action, state, version) in steps)
        {
            var answer = await RidersFixture.ActAsync(rider, orderId, action);
            answer.StatusCode.ShouldBe(HttpStatusCode.OK);
            var delivery = await answer.JsonAsync();
            delivery.GetProperty("orderId").GetString().ShouldBe(orderId);
            delivery.GetProperty("state").GetString().ShouldBe(state);
            delivery.GetProperty("version").GetInt32().ShouldBe(version);
            delivery.GetProperty("claim").GetInt32().ShouldBe(1);
            delivery.GetProperty("riderId").GetString().ShouldBe("rider-happy");
            delivery.GetProperty("regionId").GetString().ShouldBe("gangnam");
            delivery.GetProperty("radius").GetInt32().ShouldBe(0);
            delivery.GetProperty("storeId").GetString().ShouldBe("sto_hanok");
            delivery.GetProperty("deliveryAddress").GetString().ShouldBe("테헤란로 1");
            delivery.GetProperty("fee").GetProperty("amount").GetInt64().ShouldBe(3000);
        }

        fixture.Events(orderId).Select(@event => @event.GetType().Name).ShouldBe(
            [nameof(DeliveryOffered), nameof(DeliveryClaimed), nameof(DeliveryPickedUp), nameof(DeliveryHandedOver)]);
    }

    [Fact]
    public async Task GiveBack_WithReason_IsToldAndSearchedAgain()
    {
        var orderId = await fixture.OfferNewAsync();
        var rider = await fixture.NewRiderAsync();
        await RidersFixture.MustAsync(rider, orderId, "claim");

        var answer = await rider.PostAsJsonAsync($"/api/deliveries/{orderId}/give-back", new { reason = "타이어 펑크" });

        var delivery = await answer.JsonAsync();
        delivery.GetProperty("state").GetString().ShouldBe("Searching");
        delivery.GetProperty("riderId").ValueKind.ShouldBe(System.Text.Json.JsonValueKind.Null);
        fixture.Events(orderId)[^1].ShouldBeOfType<DeliveryGivenBack>().Reason.ShouldBe("타이어 펑크");
    }

    [Fact]
    public async Task Undeliverable_ThenFoundAfterAll_HandsOver()
    {
        var orderId = await fixture.OfferNewAsync();
        var rider = await fixture.NewRiderAsync();

        await RidersFixture.MustAsync(rider, orderId, "claim", "pick-up", "undeliverable", "deliver");

        fixture.Events(orderId).OfType<DeliveryUndeliverable>().ShouldHaveSingleItem().Claim.ShouldBe(1);
        fixture.Events(orderId)[^1].ShouldBeOfType<DeliveryHandedOver>();
    }

    [Theory]
    [InlineData("give-back", 501, 'a')]
    [InlineData("undeliverable", 1, '\0')]
    public async Task Reason_Unusable_IsRefused(string action, int length, char character)
    {
        var orderId = await fixture.OfferNewAsync();
        var rider = await fixture.NewRiderAsync();
        await RidersFixture.MustAsync(rider, orderId, "claim");

        var answer = await rider.PostAsJsonAsync($"/api/deliveries/{orderId}/{action}", new { reason = new string(character, length) });

        await answer.ShouldBeProblemAsync(400, "reason-invalid");
    }

    [Fact]
    public async Task Claim_Twice_IsRefusedWithTheState()
    {
        var orderId = await fixture.OfferNewAsync();
        var rider = await fixture.NewRiderAsync();
        await RidersFixture.MustAsync(rider, orderId, "claim");

        var again = await RidersFixture.ActAsync(rider, orderId, "claim");

        (await again.ShouldBeProblemAsync(409, "delivery-state")).GetProperty("state").GetString().ShouldBe("Claimed");
    }

    [Fact]
    public async Task Claim_OverTheLimit_IsRefusedUntilOneIsHandedOver()
    {
        var rider = await fixture.NewRiderAsync();
        var orderIds = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => fixture.OfferNewAsync()));
        foreach (var orderId in orderIds.Take(3))
        {
            await RidersFixture.MustAsync(rider, orderId, "claim");
        }

        await RidersFixture.MustAsync(rider, orderIds[0], "pick-up");
        await (await RidersFixture.ActAsync(rider, orderIds[3], "claim")).ShouldBeProblemAsync(409, "too-many-claims");
        await RidersFixture.MustAsync(rider, orderIds[0], "deliver");

        await RidersFixture.MustAsync(rider, orderIds[3], "claim");
    }

    [Fact]
    public async Task Actions_UnknownDelivery_AreNotFound()
    {
        var rider = await fixture.NewRiderAsync();
        foreach (var action in AllActions)
        {
            await (await RidersFixture.ActAsync(rider, "ord_unknown", action)).ShouldBeProblemAsync(404, "delivery-not-found");
            await (await RidersFixture.ActAsync(rider, "%EA%B0%80", action)).ShouldBeProblemAsync(404, "delivery-not-found");
        }
    }

    [Fact]
    public async Task Actions_OnAnotherRidersDelivery_AreRefusedWithoutTellingWhose()
    {
        var orderId = await fixture.OfferNewAsync();
        var (holder, other) = (await fixture.OnDutyAsync("rider-holder", "gangnam"), await fixture.NewRiderAsync());
        var elsewhere = await fixture.OnDutyAsync("rider-elsewhere", "island-1");
        await RidersFixture.MustAsync(holder, orderId, "claim", "pick-up");

        foreach (var action in AllActions)
        {
            var refused = await RidersFixture.ActAsync(other, orderId, action);
            var problem = await refused.ShouldBeProblemAsync(409, action == "claim" ? "delivery-state" : "delivery-not-yours");
            problem.GetProperty("state").GetString().ShouldBe("PickedUp");
            problem.GetRawText().ShouldNotContain("rider-holder");
            await (await RidersFixture.ActAsync(elsewhere, orderId, action)).ShouldBeProblemAsync(404, "delivery-not-found");
        }

        await RidersFixture.MustAsync(holder, orderId, "deliver");
    }

    [Fact]
    public async Task Mine_ByState_ShowsOwnDeliveriesOnly()
    {
        var rider = await fixture.NewRiderAsync();
        var orderIds = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => fixture.OfferNewAsync()));
        await RidersFixture.MustAsync(rider, orderIds[0], "claim", "pick-up", "deliver");
        await RidersFixture.MustAsync(rider, orderIds[1], "claim");
        await RidersFixture.MustAsync(await fixture.NewRiderAsync(), orderIds[2], "claim");

        (await MineAsync(rider, "limit=1")).Order().ShouldBe(orderIds.Take(2).Order());
        (await MineAsync(rider, "state=Claimed&state=PickedUp")).ShouldBe([orderIds[1]]);
        (await MineAsync(rider, "state=HandedOver")).ShouldBe([orderIds[0]]);
    }

    [Fact]
    public async Task EveryRoute_WithoutARidersToken_IsClosed()
    {
        var orderId = await fixture.OfferNewAsync();
        var routes = AllActions.Select(action => (HttpMethod.Post, $"/api/deliveries/{orderId}/{action}"))
            .Append((HttpMethod.Get, "/api/deliveries"))
            .Append((HttpMethod.Get, "/api/deliveries/mine"));

        foreach (var (method, path) in routes)
        {
            await (await SendAsync(fixture.Module.CreateClient(), method, path)).ShouldBeProblemAsync(401, "unauthenticated");
            foreach (var role in new[] { Roles.Customer, Roles.Owner, Roles.Operator, Roles.Viewer, Roles.Analyst })
            {
                var client = fixture.Module.CreateClient(role, "rider-1");
                await (await SendAsync(client, method, path)).ShouldBeProblemAsync(403, "forbidden");
            }
        }

        fixture.Events(orderId).Count.ShouldBe(1);
    }

    private static async Task<List<string>> MineAsync(HttpClient rider, string query)
    {
        var seen = new List<string>();
        string? cursor = null;
        do
        {
            var answer = await rider.GetAsync(new Uri($"/api/deliveries/mine?{query}&cursor={cursor}", UriKind.Relative));
            var page = await answer.JsonAsync();
            seen.AddRange(page.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("orderId").GetString()!));
            cursor = page.GetProperty("nextCursor").GetString();
        }
        while (cursor is not null);

        return seen;
    }

    private static async Task<HttpResponseMessage> SendAsync(HttpClient client, HttpMethod method, string path)
    {
        using var request = new HttpRequestMessage(method, new Uri(path, UriKind.Relative));
        return await client.SendAsync(request);
    }
}
