using System.Net;
using Delivery.Contracts.Stores;
using Delivery.Testing;
using Delivery.Testing.Harness;
using Delivery.Testing.Servers;
using Microsoft.EntityFrameworkCore;
using Shouldly;
using Xunit;

namespace Delivery.Stores.Tests.Tickets;

public abstract class TicketDeadlinesTests(StoresFixture fixture)
{
    [Fact]
    public async Task Deadline_Passed_ExpiresTheTicketOnceWithTheOffersRequest()
    {
        await using var service = await RunningDeadlines.StartAsync(fixture);
        var orderId = await OfferAsync(TimeSpan.FromMinutes(5));

        fixture.Clock.Advance(TimeSpan.FromMinutes(5));

        var expired = await ExpiredAsync(orderId);
        expired.RequestId.ShouldBe("req-offer");
        expired.At.ShouldBe(fixture.Clock.GetUtcNow());
        expired.Version.ShouldBe(2);
        (await (await fixture.ActAsync(orderId, "accept")).ShouldBeProblemAsync(409, "ticket-state"))
            .GetProperty("state").GetString().ShouldBe("Expired");
    }

    [Fact]
    public async Task Deadline_EarlierThanTheSweep_IsKeptToTheSecond()
    {
        await using var service = await RunningDeadlines.StartAsync(fixture);
        var orderId = await OfferAsync(TimeSpan.FromSeconds(2));

        fixture.Clock.Advance(TimeSpan.FromSeconds(2));

        await ExpiredAsync(orderId);
    }

    [Fact]
    public async Task Deadline_NotPassed_LeavesTheTicketToTheStore()
    {
        await using var service = await RunningDeadlines.StartAsync(fixture);
        var early = await OfferAsync(TimeSpan.FromSeconds(10));
        var late = await OfferAsync(TimeSpan.FromSeconds(20));

        fixture.Clock.Advance(TimeSpan.FromSeconds(10));
        await ExpiredAsync(early);

        (await fixture.ActAsync(late, "accept")).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Deadline_PassedWhileStoresWasDown_IsKeptAfterTheRestart()
    {
        string orderId;
        await using (var before = await RunningDeadlines.StartAsync(fixture))
        {
            orderId = await OfferAsync(TimeSpan.FromMinutes(5));
        }

        fixture.Clock.Advance(TimeSpan.FromHours(2));
        fixture.Events(orderId).OfType<TicketExpired>().ShouldBeEmpty();
        await using var after = await RunningDeadlines.StartAsync(fixture);

        await ExpiredAsync(orderId);
    }

    [Fact]
    public async Task Deadline_ThreeReplicas_ExpireEachTicketOnce()
    {
        await using var first = await RunningDeadlines.StartAsync(fixture);
        await using var second = await RunningDeadlines.StartAsync(fixture, ownAlarm: true);
        await using var third = await RunningDeadlines.StartAsync(fixture, ownAlarm: true);
        var orderIds = new List<string>();
        for (var index = 0; index < 20; index++)
        {
            orderIds.Add(await OfferAsync(TimeSpan.FromSeconds(30)));
        }

        fixture.Clock.Advance(TimeSpan.FromSeconds(30));

        foreach (var orderId in orderIds)
        {
            await ExpiredAsync(orderId);
        }

        await Task.WhenAll(first.StopAsync(), second.StopAsync(), third.StopAsync());
        var expired = fixture.Module.Sent.OfType<TicketExpired>().Where(@event => orderIds.Contains(@event.OrderId)).ToList();
        expired.Count.ShouldBe(orderIds.Count);
        expired.Select(@event => @event.OrderId).ShouldBeUnique();
    }

    [Fact]
    public async Task Deadline_WhileTheTableIsAway_IsKeptWhenItIsBack()
    {
        await using var service = await RunningDeadlines.StartAsync(fixture);
        var orderId = await OfferAsync(TimeSpan.FromSeconds(10));
        await RenameAsync("tickets", "tickets_away");
        fixture.Clock.Advance(TimeSpan.FromSeconds(10));
        await Eventually.TrueAsync(() => service.Warnings > 0, "the service should say that it could not expire tickets");
        await RenameAsync("tickets_away", "tickets");

        await Eventually.TrueAsync(
            async () =>
            {
                fixture.Clock.Advance(TimeSpan.FromSeconds(5));
                return fixture.Events(orderId).OfType<TicketExpired>().Any();
            },
            "the ticket should expire after the sweep");
    }

    private async Task<string> OfferAsync(TimeSpan answerWithin)
    {
        var orderId = StoresFixture.NewOrder();
        await fixture.Module.HandleAsync(StoresFixture.Offer(orderId) with { AnswerWithin = answerWithin });
        return orderId;
    }

    private async Task<TicketExpired> ExpiredAsync(string orderId)
    {
        await Eventually.TrueAsync(
            () => fixture.Events(orderId).OfType<TicketExpired>().Any(), "the ticket should expire");
        return fixture.Events(orderId).OfType<TicketExpired>().ShouldHaveSingleItem();
    }

    private async Task RenameAsync(string from, string to)
    {
        var schema = fixture.Database == TestDatabase.Postgres ? "stores." : "";
#pragma warning disable EF1002 // The names are this test's own.
        await fixture.Module.QueryAsync(db => db.Database.ExecuteSqlRawAsync($"ALTER TABLE {schema}{from} RENAME TO {to}"));
#pragma warning restore EF1002
    }
}
