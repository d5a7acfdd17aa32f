using System.Net;
using Delivery.Contracts.Stores;
using Delivery.Testing.Harness;
using Shouldly;
using Xunit;

namespace Delivery.Stores.Tests.Tickets;

/// <summary>R6: of two that race for a ticket, one wins and the other learns it.</summary>
public abstract class TicketRacesTests(StoresFixture fixture)
{
    private const int Rounds = 25;

    [Fact]
    public async Task Accept_AgainstExpire_HasOneWinner()
    {
        for (var round = 0; round < Rounds; round++)
        {
            var orderId = await fixture.OfferNewAsync();

            var accepted = await RaceAsync(orderId, "accept", () => fixture.Module.HandleAsync(StoresFixture.Expire(orderId)));

            var events = fixture.Events(orderId).Skip(1).ToList();
            if (accepted.StatusCode == HttpStatusCode.OK)
            {
                events.Select(@event => @event.GetType().Name)
                    .ShouldBe([nameof(TicketAccepted), nameof(TicketAlreadyAccepted)], ignoreOrder: true);
            }
            else
            {
                (await accepted.ShouldBeProblemAsync(409, "ticket-state")).GetProperty("state").GetString().ShouldBe("Expired");
                events.ShouldHaveSingleItem().ShouldBeOfType<TicketExpired>().RequestId.ShouldBe("req-expire");
            }
        }
    }

    [Fact]
    public async Task StartCooking_AgainstRevoke_HasOneWinner()
    {
        for (var round = 0; round < Rounds; round++)
        {
            var orderId = await fixture.OfferNewAsync();
            await fixture.ActAsync(orderId, "accept");

            var started = await RaceAsync(orderId, "start-cooking", () => fixture.Module.HandleAsync(StoresFixture.Revoke(orderId)));

            var events = fixture.Events(orderId).Skip(2).ToList();
            if (started.StatusCode == HttpStatusCode.OK)
            {
                events.Select(@event => @event.GetType().Name)
                    .ShouldBe([nameof(CookingStarted), nameof(CookingAlreadyStarted)], ignoreOrder: true);
            }
            else
            {
                (await started.ShouldBeProblemAsync(409, "ticket-state")).GetProperty("state").GetString().ShouldBe("Revoked");
                events.ShouldHaveSingleItem().ShouldBeOfType<TicketRevoked>().Version.ShouldBe(3);
            }
        }
    }

    [Fact]
    public async Task Accept_TenTimesAtOnce_SucceedsOnce()
    {
        var orderId = await fixture.OfferNewAsync();

        var answers = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => Task.Run(() => fixture.ActAsync(orderId, "accept"))));

        answers.Count(answer => answer.StatusCode == HttpStatusCode.OK).ShouldBe(1);
        answers.Count(answer => answer.StatusCode == HttpStatusCode.Conflict).ShouldBe(9);
        fixture.Events(orderId).OfType<TicketAccepted>().Count().ShouldBe(1);
    }

    [Fact]
    public async Task OfferTicket_AgainstExpire_EndsExpired()
    {
        for (var round = 0; round < Rounds; round++)
        {
            var orderId = StoresFixture.NewOrder();

            await Task.WhenAll(
                Task.Run(() => fixture.Module.HandleAsync(StoresFixture.Offer(orderId))),
                Task.Run(() => fixture.Module.HandleAsync(StoresFixture.Expire(orderId))));

            // Either the tombstone was first and answers the offer, or the offer was and the expiry took it off the screen.
            fixture.Events(orderId).OfType<TicketExpired>().ShouldNotBeEmpty();
            var accepted = await fixture.ActAsync(orderId, "accept");
            accepted.StatusCode.ShouldBeOneOf(HttpStatusCode.Conflict, HttpStatusCode.NotFound);
        }
    }

    private async Task<HttpResponseMessage> RaceAsync(string orderId, string action, Func<Task> other)
    {
        var acting = Task.Run(() => fixture.ActAsync(orderId, action));
        await Task.WhenAll(acting, Task.Run(other));
        return await acting;
    }
}
