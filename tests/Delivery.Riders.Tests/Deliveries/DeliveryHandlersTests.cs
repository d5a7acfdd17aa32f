using Delivery.Contracts.Riders;
using Delivery.Testing.Harness;
using Microsoft.EntityFrameworkCore;
using Shouldly;
using Xunit;

namespace Delivery.Riders.Tests.Deliveries;

public abstract class DeliveryHandlersTests(RidersFixture fixture)
{
    [Fact]
    public async Task OfferDelivery_Redelivered_IsHandledOnce()
    {
        var (orderId, messageId) = (RidersFixture.NewOrder(), Guid.CreateVersion7());
        (await fixture.Module.HandleAsync(RidersFixture.Offer(orderId), messageId)).ShouldBeTrue();
        var rider = await fixture.NewRiderAsync();
        await RidersFixture.MustAsync(rider, orderId, "claim", "give-back");

        (await fixture.Module.HandleAsync(RidersFixture.Offer(orderId), messageId)).ShouldBeFalse();

        fixture.Events(orderId).Count.ShouldBe(3);
    }

    [Fact]
    public async Task OfferDelivery_AlreadyClaimed_IsAnsweredAtOnceWithItsRequest()
    {
        var orderId = await fixture.OfferNewAsync();
        await RidersFixture.MustAsync(await fixture.NewRiderAsync(), orderId, "claim");

        await fixture.Module.HandleAsync(RidersFixture.Offer(orderId, radius: 1, requestId: "req-wider"));

        var claims = fixture.Events(orderId).OfType<DeliveryClaimed>().ToList();
        claims.Select(claim => claim.RequestId).ShouldBe(["req-offer", "req-wider"]);
        claims[1].ShouldBe(claims[0] with { RequestId = "req-wider" });
    }

    [Fact]
    public async Task ExpireDelivery_Unknown_ClosesTheRoundInAdvance()
    {
        var orderId = RidersFixture.NewOrder();

        await fixture.Module.HandleAsync(RidersFixture.Expire(orderId));
        await fixture.Module.HandleAsync(RidersFixture.Offer(orderId, requestId: "req-late"));

        fixture.Events(orderId).ShouldAllBe(@event => @event is DeliveryExpired && @event.Version == 1);
        fixture.Events(orderId).Select(@event => @event.RequestId).ShouldBe(["req-expire", "req-late"]);
        await ShouldBeHiddenAsync(orderId);
    }

    [Fact]
    public async Task CancelDelivery_Unknown_ClosesTheRoundInAdvance()
    {
        var orderId = RidersFixture.NewOrder();

        await fixture.Module.HandleAsync(RidersFixture.Cancel(orderId));
        await fixture.Module.HandleAsync(RidersFixture.Offer(orderId, requestId: "req-late"));

        fixture.Events(orderId).ShouldAllBe(@event => @event is DeliveryCancelled && @event.Version == 1);
        fixture.Events(orderId).Select(@event => @event.RequestId).ShouldBe(["req-cancel", "req-late"]);
        await ShouldBeHiddenAsync(orderId);
    }

    [Fact]
    public async Task OfferDelivery_NextRoundAfterUndeliverable_StartsAFreshSearch()
    {
        var orderId = await fixture.OfferNewAsync();
        var first = await fixture.NewRiderAsync();
        await RidersFixture.MustAsync(first, orderId, "claim", "pick-up", "undeliverable");
        await fixture.Module.HandleAsync(RidersFixture.Cancel(orderId));

        await fixture.Module.HandleAsync(RidersFixture.Offer(orderId, requestId: "req-round-2", round: 2));
        var second = await fixture.NewRiderAsync();
        await RidersFixture.MustAsync(second, orderId, "claim", "pick-up", "deliver");

        var claimed = fixture.Events(orderId).OfType<DeliveryClaimed>().Last();
        claimed.Claim.ShouldBe(2);
        claimed.RequestId.ShouldBe("req-round-2");
        await (await RidersFixture.ActAsync(first, orderId, "deliver")).ShouldBeProblemAsync(409, "delivery-not-yours");
    }

    [Fact]
    public async Task CancelDelivery_PickedUp_StopsTheRider()
    {
        var orderId = await fixture.OfferNewAsync();
        var rider = await fixture.NewRiderAsync();
        await RidersFixture.MustAsync(rider, orderId, "claim", "pick-up");

        await fixture.Module.HandleAsync(RidersFixture.Cancel(orderId));

        var problem = await (await RidersFixture.ActAsync(rider, orderId, "deliver")).ShouldBeProblemAsync(409, "delivery-state");
        problem.GetProperty("state").GetString().ShouldBe("Cancelled");
    }

    [Fact]
    public async Task ReleaseRider_Claimed_LetsOthersClaim()
    {
        var orderId = await fixture.OfferNewAsync();
        var slow = await fixture.NewRiderAsync();
        await RidersFixture.MustAsync(slow, orderId, "claim");

        await fixture.Module.HandleAsync(RidersFixture.Release(orderId, claim: 1));

        fixture.Events(orderId)[^1].ShouldBeOfType<RiderReleased>().RequestId.ShouldBe("req-release");
        var problem = await (await RidersFixture.ActAsync(slow, orderId, "pick-up")).ShouldBeProblemAsync(409, "delivery-not-yours");
        problem.GetProperty("state").GetString().ShouldBe("Searching");
        await RidersFixture.MustAsync(await fixture.NewRiderAsync(), orderId, "claim");
    }

    [Fact]
    public async Task ReleaseRider_Unknown_AnswersAndLeavesNoTrace()
    {
        var orderId = RidersFixture.NewOrder();

        await fixture.Module.HandleAsync(RidersFixture.Release(orderId, claim: 1));

        fixture.Events(orderId).ShouldHaveSingleItem().ShouldBeOfType<RiderReleased>().Claim.ShouldBe(1);
        await ShouldBeUnknownAsync(orderId);
    }

    [Fact]
    public async Task ConfirmHandOver_Unknown_IsRefusedAndLeavesNoTrace()
    {
        var orderId = RidersFixture.NewOrder();

        await fixture.Module.HandleAsync(RidersFixture.Confirm(orderId));

        var refused = fixture.Events(orderId).ShouldHaveSingleItem().ShouldBeOfType<HandOverRefused>();
        refused.At.ShouldBe(fixture.Module.Time.GetUtcNow());
        refused.RequestId.ShouldBe("req-confirm");
        await ShouldBeUnknownAsync(orderId);
    }

    [Fact]
    public async Task ConfirmHandOver_ByTheCustomer_HandsOver()
    {
        var orderId = await fixture.OfferNewAsync();
        var rider = await fixture.NewRiderAsync();
        await RidersFixture.MustAsync(rider, orderId, "claim");
        var customers = RidersFixture.Confirm(orderId, HandOverConfirmation.Customer, requestId: null);

        await fixture.Module.HandleAsync(customers);
        fixture.Events(orderId)[^1].ShouldBeOfType<HandOverRefused>();
        await RidersFixture.MustAsync(rider, orderId, "pick-up");
        await fixture.Module.HandleAsync(customers);
        await fixture.Module.HandleAsync(RidersFixture.Confirm(orderId));

        var handedOver = fixture.Events(orderId).OfType<DeliveryHandedOver>().ToList();
        handedOver.Select(@event => @event.ConfirmedBy).ShouldBe([HandOverConfirmation.Customer, HandOverConfirmation.Customer]);
        handedOver.Select(@event => @event.RequestId).ShouldBe([null, "req-confirm"]);
        handedOver[0].Version.ShouldBe(handedOver[1].Version);
    }

    [Fact]
    public async Task ConfirmHandOver_ByTheCustomerAfterUndeliverable_RepeatsNothingToTheMailbox()
    {
        var orderId = await fixture.OfferNewAsync();
        await RidersFixture.MustAsync(await fixture.NewRiderAsync(), orderId, "claim", "pick-up", "undeliverable");

        await fixture.Module.HandleAsync(RidersFixture.Confirm(orderId, HandOverConfirmation.Customer, requestId: null));

        fixture.Events(orderId).OfType<DeliveryUndeliverable>().Count().ShouldBe(1);
    }

    private async Task ShouldBeHiddenAsync(string orderId)
    {
        var rider = await fixture.NewRiderAsync();
        (await RidersFixture.SeenAsync(rider)).ShouldNotContain(orderId);
        await (await RidersFixture.ActAsync(rider, orderId, "claim")).ShouldBeProblemAsync(404, "delivery-not-found");
    }

    private async Task ShouldBeUnknownAsync(string orderId) =>
        (await fixture.Module.QueryAsync(db => db.Deliveries.CountAsync(job => job.OrderId == orderId))).ShouldBe(0);
}
