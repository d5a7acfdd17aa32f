using System.Net;
using System.Net.Http.Json;
using Delivery.Contracts.Stores;
using Delivery.ServiceDefaults.Authorization;
using Delivery.Testing.Harness;
using Shouldly;
using Xunit;

namespace Delivery.Stores.Tests.Tickets;

public abstract class TicketEndpointsTests(StoresFixture fixture)
{
    private static readonly string[] AllActions = ["accept", "reject", "start-cooking", "finish-cooking"];

    [Fact]
    public async Task Kitchen_HappyPath_ShowsEachState()
    {
        var orderId = await fixture.OfferNewAsync();

        (string Action, string State, int Version)[] steps =
            [("accept", "Accepted", 2), ("start-cooking", "Cooking", 3), ("finish-cooking", "Cooked", 4)];
        foreach (var (action, state, version) in steps)
        {
            var answer = await fixture.ActAsync(orderId, action);
            answer.StatusCode.ShouldBe(HttpStatusCode.OK);
            var ticket = await answer.JsonAsync();
            ticket.GetProperty("orderId").GetString().ShouldBe(orderId);
            ticket.GetProperty("round").GetInt32().ShouldBe(1);
            ticket.GetProperty("state").GetString().ShouldBe(state);
            ticket.GetProperty("version").GetInt32().ShouldBe(version);
            ticket.GetProperty("lines")[0].GetProperty("name").GetString().ShouldBe("비빔밥");
            ticket.GetProperty("answerBy").GetDateTimeOffset().ShouldBe(fixture.Clock.GetUtcNow().AddMinutes(5));
        }

        fixture.Events(orderId).Select(@event => @event.GetType().Name).ShouldBe(
            [nameof(TicketOffered), nameof(TicketAccepted), nameof(CookingStarted), nameof(CookingFinished)]);
    }

    [Fact]
    public async Task Reject_WithReason_IsToldToTheWorkflow()
    {
        var orderId = await fixture.OfferNewAsync();

        var answer = await fixture.Owner().PostAsJsonAsync(Path(orderId, "reject"), new { reason = "재료 소진" });

        (await answer.JsonAsync()).GetProperty("state").GetString().ShouldBe("Rejected");
        var rejected = fixture.Events(orderId)[^1].ShouldBeOfType<TicketRejected>();
        rejected.Reason.ShouldBe("재료 소진");
        rejected.RequestId.ShouldBe("req-offer");
    }

    [Fact]
    public async Task Reject_WithoutBody_NeedsNoReason()
    {
        var orderId = await fixture.OfferNewAsync();

        (await fixture.ActAsync(orderId, "reject")).StatusCode.ShouldBe(HttpStatusCode.OK);

        fixture.Events(orderId)[^1].ShouldBeOfType<TicketRejected>().Reason.ShouldBeNull();
    }

    [Theory]
    [InlineData(501, 'a')]
    [InlineData(1, '\0')]
    public async Task Reject_UnusableReason_IsRefused(int length, char character)
    {
        var orderId = await fixture.OfferNewAsync();

        var answer = await fixture.Owner().PostAsJsonAsync(Path(orderId, "reject"), new { reason = new string(character, length) });

        await answer.ShouldBeProblemAsync(400, "reason-invalid");
        (await fixture.ActAsync(orderId, "accept")).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Accept_Twice_IsRefusedWithTheStateThatWon()
    {
        var orderId = await fixture.OfferNewAsync();
        await fixture.ActAsync(orderId, "accept");

        var again = await fixture.ActAsync(orderId, "accept");

        (await again.ShouldBeProblemAsync(409, "ticket-state")).GetProperty("state").GetString().ShouldBe("Accepted");
        fixture.Events(orderId).Count.ShouldBe(2);
    }

    [Fact]
    public async Task Actions_UnknownTicket_AreNotFound()
    {
        foreach (var action in AllActions)
        {
            await (await fixture.ActAsync("ord_unknown", action)).ShouldBeProblemAsync(404, "ticket-not-found");
            await (await fixture.ActAsync("%EA%B0%80", action)).ShouldBeProblemAsync(404, "ticket-not-found");
        }
    }

    [Fact]
    public async Task Actions_ThroughAnotherOwnStore_AreNotFound()
    {
        var orderId = await fixture.OfferNewAsync();
        var other = fixture.Module.CreateClient(Roles.Owner, "owner-2");

        foreach (var action in AllActions)
        {
            var answer = await SendAsync(other, HttpMethod.Post, $"/api/stores/sto_seoulchicken/tickets/{orderId}/{action}");
            await answer.ShouldBeProblemAsync(404, "ticket-not-found");
        }

        fixture.Events(orderId).Count.ShouldBe(1);
    }

    [Fact]
    public async Task EveryRoute_WithoutTheOwnersToken_IsClosed()
    {
        var orderId = await fixture.OfferNewAsync();
        var routes = AllActions.Select(action => (HttpMethod.Post, Path(orderId, action)))
            .Append((HttpMethod.Get, "/api/stores/sto_hanok/tickets"));

        foreach (var (method, path) in routes)
        {
            await (await SendAsync(fixture.Module.CreateClient(), method, path)).ShouldBeProblemAsync(401, "unauthenticated");
            foreach (var role in new[] { Roles.Customer, Roles.Rider, Roles.Operator, Roles.Viewer, Roles.Analyst })
            {
                await (await SendAsync(fixture.Module.CreateClient(role, "owner-1"), method, path)).ShouldBeProblemAsync(403, "forbidden");
            }

            var otherOwner = fixture.Module.CreateClient(Roles.Owner, "owner-2");
            await (await SendAsync(otherOwner, method, path)).ShouldBeProblemAsync(403, "store-not-yours");
            var nowhere = path.Replace("sto_hanok", "sto_nowhere", StringComparison.Ordinal);
            await (await SendAsync(fixture.Owner(), method, nowhere)).ShouldBeProblemAsync(404, "store-not-found");
        }

        fixture.Events(orderId).Count.ShouldBe(1);
    }

    [Fact]
    public async Task List_ByStateAndPages_SeesEachOnce()
    {
        const string storeId = "sto_pizzaroma";
        var owner = fixture.Module.CreateClient(Roles.Owner, "owner-3");
        var orderIds = new List<string>();
        for (var index = 0; index < 5; index++)
        {
            var orderId = StoresFixture.NewOrder();
            orderIds.Add(orderId);
            await fixture.Module.HandleAsync(StoresFixture.Offer(orderId, storeId: storeId));
        }

        // A second round of the same order must not be lost between two pages.
        await fixture.Module.HandleAsync(StoresFixture.Revoke(orderIds[1]));
        await fixture.Module.HandleAsync(StoresFixture.Offer(orderIds[1], round: 2, storeId: storeId));
        await owner.PostAsync(new Uri($"/api/stores/{storeId}/tickets/{orderIds[4]}/accept", UriKind.Relative), content: null);

        (await ListAsync(owner, storeId, "limit=2")).ShouldBe(
            [(orderIds[0], 1), (orderIds[1], 1), (orderIds[1], 2), (orderIds[2], 1), (orderIds[3], 1), (orderIds[4], 1)]);
        (await ListAsync(owner, storeId, "limit=1&state=Offered")).ShouldBe(
            [(orderIds[0], 1), (orderIds[1], 2), (orderIds[2], 1), (orderIds[3], 1)]);
        (await ListAsync(owner, storeId, "state=Accepted&state=Revoked")).ShouldBe([(orderIds[1], 1), (orderIds[4], 1)]);
    }

    [Theory]
    [InlineData("state=Unknown", "invalid-request")]
    [InlineData("limit=0", "invalid-limit")]
    [InlineData("cursor=AAAA", "invalid-cursor")]
    [InlineData("cursor=b3JkX3g", "invalid-cursor")]
    public async Task List_BadQuery_IsRefused(string query, string slug)
    {
        var answer = await fixture.Owner().GetAsync(new Uri($"/api/stores/sto_hanok/tickets?{query}", UriKind.Relative));

        await answer.ShouldBeProblemAsync(400, slug);
    }

    private static async Task<List<(string OrderId, int Round)>> ListAsync(HttpClient owner, string storeId, string query)
    {
        var seen = new List<(string OrderId, int Round)>();
        string? cursor = null;
        do
        {
            var answer = await owner.GetAsync(new Uri($"/api/stores/{storeId}/tickets?{query}&cursor={cursor}", UriKind.Relative));
            var page = await answer.JsonAsync();
            seen.AddRange(page.GetProperty("items").EnumerateArray()
                .Select(ticket => (ticket.GetProperty("orderId").GetString()!, ticket.GetProperty("round").GetInt32())));
            cursor = page.GetProperty("nextCursor").GetString();
        }
        while (cursor is not null);

        return seen;
    }

    private static string Path(string orderId, string action) => $"/api/stores/sto_hanok/tickets/{orderId}/{action}";

    private static async Task<HttpResponseMessage> SendAsync(HttpClient client, HttpMethod method, string path)
    {
        using var request = new HttpRequestMessage(method, new Uri(path, UriKind.Relative));
        return await client.SendAsync(request);
    }
}
