using System.Net;
using System.Text.Json;
using Delivery.Contracts.Escalations;
using Delivery.Contracts.Orders;
using Delivery.ServiceDefaults.Authorization;
using Delivery.Status.Streams;
using Delivery.Testing;
using Delivery.Testing.Harness;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Xunit;

namespace Delivery.Status.Tests.Queries;

public abstract class OrderQueryTests(StatusFixture fixture)
{
    [Fact]
    public async Task GetOrder_Completed_ShowsEverything()
    {
        var orderId = await fixture.HandleAsync(fixture.NewOrder().Happy());

        var order = await GetAsync(Roles.Customer, "customer-1", $"/api/orders/{orderId}");

        Text(order, "status").ShouldBe("Completed");
        Text(order, "outcome").ShouldBe("Completed");
        Text(order, "riderId").ShouldBe("rider-1");
        Text(order, "regionId").ShouldBe("gangnam");
        order.GetProperty("total").GetProperty("amount").GetInt64().ShouldBe(21000);
        Text(order.GetProperty("lines")[0], "itemId").ShouldBe("bibimbap");
        order.GetProperty("version").GetInt32().ShouldBe(10);
        order.GetProperty("escalated").GetBoolean().ShouldBeFalse();
        order.GetProperty("history").EnumerateArray().Select(entry => Text(entry, "status")).ShouldBe(
            ["Placed", "Paid", "Offered", "Accepted", "Cooking", "Cooked", "RiderAssigned", "PickedUp", "HandedOver", "Completed"]);
        var parts = order.GetProperty("parts");
        Text(parts.GetProperty("payment"), "state").ShouldBe("Captured");
        Text(parts.GetProperty("ticket"), "state").ShouldBe("Cooked");
        Text(parts.GetProperty("delivery"), "state").ShouldBe("HandedOver");
    }

    [Fact]
    public async Task GetOrder_Escalated_SaysSo()
    {
        var history = fixture.NewOrder().Placed().Escalated("esc_1", EscalationKind.KitchenOverdue);
        var orderId = await fixture.HandleAsync(history);

        var order = await GetAsync(Roles.Operator, "operator-1", $"/api/orders/{orderId}");

        order.GetProperty("escalated").GetBoolean().ShouldBeTrue();
    }

    [Theory]
    [InlineData(Roles.Customer, "customer-1", 200)]
    [InlineData(Roles.Customer, "customer-2", 404)]
    [InlineData(Roles.Customer, "owner-1", 404)]
    [InlineData(Roles.Owner, "owner-1", 200)]
    [InlineData(Roles.Owner, "owner-2", 404)]
    [InlineData(Roles.Owner, "former-owner", 404)]
    [InlineData(Roles.Rider, "rider-1", 200)]
    [InlineData(Roles.Rider, "rider-2", 200)]
    [InlineData(Roles.Rider, "rider-3", 404)]
    [InlineData(Roles.Operator, "operator-1", 200)]
    [InlineData(Roles.Analyst, "analyst-1", 200)]
    [InlineData(Roles.Viewer, "viewer-1", 200)]
    public async Task GetOrder_EachReader_SeesOnlyTheirOwn(string role, string subject, int status)
    {
        var history = fixture.NewOrder().Placed().Authorized().Offered().Accepted().Cooking().Cooked().Searching()
            .Claimed("rider-2").GivenBack("rider-2").Claimed("rider-1");
        var orderId = await fixture.HandleAsync(history);

        foreach (var path in new[] { $"/api/orders/{orderId}", $"/api/orders/{orderId}/stream" })
        {
            using var client = fixture.Module.CreateClient(role, subject);
            using var response = await client.GetAsync(new Uri(path, UriKind.Relative), HttpCompletionOption.ResponseHeadersRead);

            ((int)response.StatusCode).ShouldBe(status);
            if (status == 404)
            {
                await response.ShouldBeProblemAsync(404, "order-not-found");
            }
        }
    }

    [Fact]
    public async Task GetOrder_WithoutToken_IsRefused()
    {
        var response = await fixture.Module.CreateClient().GetAsync(new Uri("/api/orders/ord_1", UriKind.Relative));

        await response.ShouldBeProblemAsync(401, "unauthenticated");
    }

    [Fact]
    public async Task GetOrder_OnItsWay_IsWaitedFor()
    {
        var history = fixture.NewOrder().Placed();
        var orderId = history.Events[0].OrderId;
        var request = fixture.Module.CreateClient(Roles.Customer, "customer-1").GetAsync(new Uri($"/api/orders/{orderId}", UriKind.Relative));
        await Eventually.TrueAsync(() => Waiting(orderId), "the request waits");
        request.IsCompleted.ShouldBeFalse();

        await fixture.HandleAsync(history);

        // The clock stands still: only the commit can have woken it.
        (await request).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task GetOrder_YoungAndNeverComing_IsGivenUp()
    {
        var request = fixture.Module.CreateClient(Roles.Customer, "customer-1")
            .GetAsync(new Uri($"/api/orders/{fixture.NewOrderId()}", UriKind.Relative));
        var waited = TimeSpan.Zero;

        await Eventually.TrueAsync(
            () =>
            {
                fixture.Module.Time.Advance(TimeSpan.FromMilliseconds(100));
                waited += TimeSpan.FromMilliseconds(100);
                return request.IsCompleted;
            },
            "the request gives up");

        await (await request).ShouldBeProblemAsync(404, "order-not-found");
        (await request).Headers.RetryAfter!.Delta.ShouldBe(TimeSpan.FromSeconds(2));
        waited.ShouldBeGreaterThanOrEqualTo(TimeSpan.FromSeconds(10));
    }

    [Theory]
    [InlineData("ord_019c2f00000070008000000000000000")]
    [InlineData("ord_unknown")]
    [InlineData("%20")]
    public async Task GetOrder_OldOrNoIdOfOurs_IsNotFoundAtOnce(string orderId)
    {
        var response = await fixture.Module.CreateClient(Roles.Operator).GetAsync(new Uri($"/api/orders/{orderId}", UriKind.Relative));

        await response.ShouldBeProblemAsync(404, "order-not-found");
        response.Headers.RetryAfter.ShouldBeNull();
    }

    [Fact]
    public async Task ListOrders_EachReader_GetsTheirOwn()
    {
        var mine = await fixture.HandleAsync(fixture.NewOrder("customer-list", "sto_roma").Happy("rider-list"));
        await fixture.HandleAsync(fixture.NewOrder("customer-other", "sto_hanok").Happy("rider-other"));

        (await IdsAsync(Roles.Customer, "customer-list", "/api/orders")).ShouldBe([mine]);
        (await IdsAsync(Roles.Customer, "customer-list", "/api/orders?customer=customer-list")).ShouldBe([mine]);
        (await IdsAsync(Roles.Rider, "rider-list", "/api/orders")).ShouldBe([mine]);
        (await IdsAsync(Roles.Owner, "owner-2", "/api/orders?store=sto_roma")).ShouldBe([mine]);
        (await IdsAsync(Roles.Operator, "operator-1", "/api/orders?rider=rider-list&status=Completed")).ShouldBe([mine]);
        (await IdsAsync(Roles.Operator, "operator-1", "/api/orders?customer=customer-list&status=Cooking")).ShouldBeEmpty();
        (await IdsAsync(Roles.Customer, "customer-none", "/api/orders")).ShouldBeEmpty();
    }

    [Theory]
    [InlineData(Roles.Customer, "customer-1", "customer=customer-2")]
    [InlineData(Roles.Customer, "customer-1", "rider=customer-1")]
    [InlineData(Roles.Owner, "owner-1", "store=sto_roma")]
    [InlineData(Roles.Rider, "rider-1", "rider=rider-2")]
    public async Task ListOrders_OfOthers_IsRefused(string role, string subject, string query)
    {
        var response = await fixture.Module.CreateClient(role, subject).GetAsync(new Uri($"/api/orders?{query}", UriKind.Relative));

        await response.ShouldBeProblemAsync(403, "not-yours");
    }

    [Theory]
    [InlineData("customer=%00", "invalid-filter")]
    [InlineData("status=Nowhere", "invalid-request")]
    [InlineData("limit=1000", "invalid-limit")]
    public async Task ListOrders_BadQuery_IsRefused(string query, string slug)
    {
        var response = await fixture.Module.CreateClient(Roles.Operator).GetAsync(new Uri($"/api/orders?{query}", UriKind.Relative));

        await response.ShouldBeProblemAsync(400, slug);
    }

    [Fact]
    public async Task ListOrders_ByPages_GivesLatestFirstAndEachOnce()
    {
        var placed = new List<string>();
        foreach (var index in Enumerable.Range(0, 5))
        {
            fixture.Module.Time.Advance(TimeSpan.FromMilliseconds(1));
            placed.Add(await fixture.HandleAsync(fixture.NewOrder("customer-pages").Placed()));
        }

        var seen = new List<string>();
        string? cursor = null;
        do
        {
            var page = await GetAsync(Roles.Customer, "customer-pages", $"/api/orders?limit=2&cursor={cursor}");
            seen.AddRange(page.GetProperty("items").EnumerateArray().Select(order => Text(order, "orderId")));
            cursor = page.GetProperty("nextCursor").GetString();
        }
        while (cursor is not null);

        seen.ShouldBe(Enumerable.Reverse(placed));
    }

    [Fact]
    public async Task ListAllOrders_Viewer_GetsOrdersAndWhereTheStreamStands()
    {
        var orderId = await fixture.HandleAsync(fixture.NewOrder().Placed().Closed(OrderOutcome.PaymentDeclined));
        await fixture.FeedAsync();

        var page = await GetAsync(Roles.Viewer, "viewer-1", "/ops/orders?limit=200");

        page.GetProperty("items").EnumerateArray().Select(order => Text(order, "orderId")).ShouldContain(orderId);
        page.GetProperty("sequence").GetInt64().ShouldBeGreaterThanOrEqualTo(2);
        var refused = await fixture.Module.CreateClient(Roles.Customer).GetAsync(new Uri("/ops/orders", UriKind.Relative));
        await refused.ShouldBeProblemAsync(403, "forbidden");
    }

    private static string Text(JsonElement json, string member) => json.GetProperty(member).GetString()!;

    private bool Waiting(string orderId) => fixture.Module.Services.GetRequiredService<ChangeSignal>().HasSubscribers(orderId);

    private async Task<List<string>> IdsAsync(string role, string subject, string path) =>
        [.. (await GetAsync(role, subject, path)).GetProperty("items").EnumerateArray().Select(order => Text(order, "orderId"))];

    private async Task<JsonElement> GetAsync(string role, string subject, string path)
    {
        var response = await fixture.Module.CreateClient(role, subject).GetAsync(new Uri(path, UriKind.Relative));
        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        return await response.JsonAsync();
    }
}
