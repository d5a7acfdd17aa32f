using System.Net;
using Delivery.Contracts.Riders;
using Delivery.Testing.Harness;
using Shouldly;
using Xunit;

namespace Delivery.Riders.Tests.Deliveries;

/// <summary>R6: of those who race for a delivery, one wins and the others learn what won, but not who.</summary>
public abstract class DeliveryRacesTests(RidersFixture fixture)
{
    [Theory]
    [InlineData(2, 15)]
    [InlineData(10, 6)]
    public async Task Claim_ManyRidersAtOnce_HasOneWinner(int riders, int rounds)
    {
        var clients = await Task.WhenAll(Enumerable.Range(0, riders).Select(_ => fixture.NewRiderAsync()));
        for (var round = 0; round < rounds; round++)
        {
            var orderId = await fixture.OfferNewAsync();

            var answers = await Task.WhenAll(clients.Select(rider => Task.Run(() => RidersFixture.ActAsync(rider, orderId, "claim"))));

            var winner = answers.Single(answer => answer.StatusCode == HttpStatusCode.OK);
            var winnerId = (await winner.JsonAsync()).GetProperty("riderId").GetString()!;
            fixture.Events(orderId).OfType<DeliveryClaimed>().ShouldHaveSingleItem().RiderId.ShouldBe(winnerId);
            foreach (var loser in answers.Where(answer => answer != winner))
            {
                var problem = await loser.ShouldBeProblemAsync(409, "delivery-state");
                problem.GetProperty("state").GetString().ShouldBe("Claimed");
                problem.GetRawText().ShouldNotContain(winnerId);
            }

            // Makes room for the next round.
            await RidersFixture.MustAsync(clients[Array.IndexOf(answers, winner)], orderId, "pick-up", "deliver");
        }
    }

    [Fact]
    public async Task Claim_AgainstExpire_HasOneWinner()
    {
        var rider = await fixture.NewRiderAsync();
        for (var round = 0; round < 20; round++)
        {
            var orderId = await fixture.OfferNewAsync();

            var claiming = Task.Run(() => RidersFixture.ActAsync(rider, orderId, "claim"));
            await Task.WhenAll(claiming, Task.Run(() => fixture.Module.HandleAsync(RidersFixture.Expire(orderId))));

            var answer = fixture.Events(orderId).Single(@event => @event.RequestId == "req-expire");
            if ((await claiming).StatusCode == HttpStatusCode.OK)
            {
                answer.ShouldBeOfType<DeliveryClaimed>();
                await RidersFixture.MustAsync(rider, orderId, "give-back");
            }
            else
            {
                var problem = await (await claiming).ShouldBeProblemAsync(409, "delivery-state");
                problem.GetProperty("state").GetString().ShouldBe("Expired");
                answer.ShouldBeOfType<DeliveryExpired>();
                fixture.Events(orderId).OfType<DeliveryClaimed>().ShouldBeEmpty();
            }
        }
    }

    [Fact]
    public async Task PickUp_AgainstRelease_HasOneWinner()
    {
        var rider = await fixture.NewRiderAsync();
        for (var round = 0; round < 20; round++)
        {
            var orderId = await fixture.OfferNewAsync();
            await RidersFixture.MustAsync(rider, orderId, "claim");

            var pickingUp = Task.Run(() => RidersFixture.ActAsync(rider, orderId, "pick-up"));
            await Task.WhenAll(pickingUp, Task.Run(() => fixture.Module.HandleAsync(RidersFixture.Release(orderId, claim: 1))));

            var answer = fixture.Events(orderId).Single(@event => @event.RequestId == "req-release");
            if ((await pickingUp).StatusCode == HttpStatusCode.OK)
            {
                answer.ShouldBeOfType<DeliveryPickedUp>();
                await RidersFixture.MustAsync(rider, orderId, "deliver");
            }
            else
            {
                await (await pickingUp).ShouldBeProblemAsync(409, "delivery-not-yours");
                answer.ShouldBeOfType<RiderReleased>();
                fixture.Events(orderId).OfType<DeliveryPickedUp>().ShouldBeEmpty();
            }
        }
    }

    [Fact]
    public async Task Deliver_AgainstCancel_HasOneWinner()
    {
        var rider = await fixture.NewRiderAsync();
        for (var round = 0; round < 20; round++)
        {
            var orderId = await fixture.OfferNewAsync();
            await RidersFixture.MustAsync(rider, orderId, "claim", "pick-up");

            var delivering = Task.Run(() => RidersFixture.ActAsync(rider, orderId, "deliver"));
            await Task.WhenAll(delivering, Task.Run(() => fixture.Module.HandleAsync(RidersFixture.Cancel(orderId))));

            var answer = fixture.Events(orderId).Single(@event => @event.RequestId == "req-cancel");
            if ((await delivering).StatusCode == HttpStatusCode.OK)
            {
                answer.ShouldBeOfType<DeliveryHandedOver>();
            }
            else
            {
                answer.ShouldBeOfType<DeliveryCancelled>();
                fixture.Events(orderId).OfType<DeliveryHandedOver>().ShouldBeEmpty();
            }
        }
    }

    [Fact]
    public async Task Claim_OneRiderManyDeliveriesAtOnce_KeepsTheLimit()
    {
        var rider = await fixture.NewRiderAsync();
        var orderIds = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => fixture.OfferNewAsync()));

        var answers = await Task.WhenAll(orderIds.Select(orderId => Task.Run(() => RidersFixture.ActAsync(rider, orderId, "claim"))));

        answers.Count(answer => answer.StatusCode == HttpStatusCode.OK).ShouldBe(3);
        foreach (var refused in answers.Where(answer => answer.StatusCode != HttpStatusCode.OK))
        {
            await refused.ShouldBeProblemAsync(409, "too-many-claims");
        }
    }
}
