using System.Net;
using System.Net.Http.Json;
using Delivery.Contracts;
using Delivery.Contracts.Orders;
using Delivery.Contracts.Stores;
using Delivery.Messaging;
using Delivery.Stores.Persistence;
using Delivery.Stores.Tickets;
using Delivery.Testing.Harness;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Xunit;

namespace Delivery.Stores.Tests.Tickets;

public abstract class TicketHandlersTests(StoresFixture fixture)
{
    [Fact]
    public async Task OfferTicket_New_StartsTheStoresClockNow()
    {
        var orderId = await fixture.OfferNewAsync();

        var offered = fixture.Events(orderId).ShouldHaveSingleItem().ShouldBeOfType<TicketOffered>();
        offered.AnswerBy.ShouldBe(fixture.Clock.GetUtcNow().AddMinutes(5));
        offered.RequestId.ShouldBe("req-offer");
        offered.StoreId.ShouldBe("sto_hanok");
        offered.Version.ShouldBe(1);
    }

    [Fact]
    public async Task OfferTicket_Repeated_DoesNotRestartTheClock()
    {
        var orderId = await fixture.OfferNewAsync();
        var answerBy = fixture.Clock.GetUtcNow().AddMinutes(5);
        fixture.Clock.Advance(TimeSpan.FromSeconds(10));

        await fixture.Module.HandleAsync(StoresFixture.Offer(orderId, "req-again"));

        var last = fixture.Events(orderId)[^1].ShouldBeOfType<TicketOffered>();
        last.AnswerBy.ShouldBe(answerBy);
        last.RequestId.ShouldBe("req-again");
        (await CountAsync(orderId)).ShouldBe(1);
    }

    [Fact]
    public async Task OfferTicket_RedeliveredAfterTheAnswer_IsHandledOnce()
    {
        var (orderId, messageId) = (StoresFixture.NewOrder(), Guid.CreateVersion7());
        (await fixture.Module.HandleAsync(StoresFixture.Offer(orderId), messageId)).ShouldBeTrue();
        await fixture.ActAsync(orderId, "reject");

        (await fixture.Module.HandleAsync(StoresFixture.Offer(orderId), messageId)).ShouldBeFalse();

        fixture.Events(orderId).Count.ShouldBe(2);
    }

    [Fact]
    public async Task OfferTicket_ArrivesTooLate_IsExpiredAndNeverShown()
    {
        var orderId = StoresFixture.NewOrder();
        var late = StoresFixture.Offer(orderId) with { ValidUntil = fixture.Clock.GetUtcNow() };

        await fixture.Module.HandleAsync(late);

        var expired = fixture.Events(orderId).ShouldHaveSingleItem().ShouldBeOfType<TicketExpired>();
        expired.RequestId.ShouldBe("req-offer");
        (await fixture.Module.QueryAsync(db => db.Tickets.SingleAsync(ticket => ticket.OrderId == orderId))).StoreId.ShouldBeNull();
    }

    [Fact]
    public async Task OfferTicket_UnknownStore_IsRejectedWithReason()
    {
        var orderId = StoresFixture.NewOrder();

        await fixture.Module.HandleAsync(StoresFixture.Offer(orderId, storeId: "sto_nowhere"));
        await fixture.Module.HandleAsync(StoresFixture.Offer(orderId, "req-again", storeId: "sto_nowhere"));

        var events = fixture.Events(orderId);
        events.Count.ShouldBe(2);
        var rejected = events[0].ShouldBeOfType<TicketRejected>();
        rejected.RequestId.ShouldBe("req-offer");
        rejected.Reason.ShouldNotBeNullOrEmpty();
        events[1].ShouldBe(rejected with { RequestId = "req-again" });
    }

    [Fact]
    public async Task OfferTicket_ClosedStoreAndSoldOutItem_IsStillOffered()
    {
        const string storeId = "sto_latenight";
        var owner = fixture.Module.CreateClient("owner", "owner-5");
        await PutAsync(owner, $"/api/stores/{storeId}/open", new { open = false });
        await PutAsync(owner, $"/api/stores/{storeId}/menu/items/bibimbap", new { name = new { en = "B" }, price = 9000, soldOut = true });
        var orderId = StoresFixture.NewOrder();

        await fixture.Module.HandleAsync(StoresFixture.Offer(orderId, storeId: storeId));
        var accepted = await owner.PostAsync(new Uri($"/api/stores/{storeId}/tickets/{orderId}/accept", UriKind.Relative), content: null);

        accepted.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task ExpireTicket_BeforeTheOffer_LeavesATombstone()
    {
        var orderId = StoresFixture.NewOrder();

        await fixture.Module.HandleAsync(StoresFixture.Expire(orderId));
        await fixture.Module.HandleAsync(StoresFixture.Offer(orderId, "req-late"));

        var events = fixture.Events(orderId);
        events.Select(@event => @event.RequestId).ShouldBe(["req-expire", "req-late"]);
        events.ShouldAllBe(@event => @event is TicketExpired && @event.Version == 1);
        await ShouldNotBeShownAsync(orderId);
    }

    [Fact]
    public async Task RevokeTicket_BeforeTheOffer_LeavesATombstone()
    {
        var orderId = StoresFixture.NewOrder();

        await fixture.Module.HandleAsync(StoresFixture.Revoke(orderId));
        await fixture.Module.HandleAsync(StoresFixture.Offer(orderId, "req-late"));

        var events = fixture.Events(orderId);
        events.Select(@event => @event.RequestId).ShouldBe(["req-revoke", "req-late"]);
        events.ShouldAllBe(@event => @event is TicketRevoked && @event.Version == 1);
        await ShouldNotBeShownAsync(orderId);
    }

    [Fact]
    public async Task RevokeTicket_OneRound_LeavesTheNextAlone()
    {
        var orderId = await fixture.OfferNewAsync();
        await fixture.Module.HandleAsync(StoresFixture.Revoke(orderId, force: true));

        await fixture.Module.HandleAsync(StoresFixture.Offer(orderId, "req-round-2", round: 2));
        var accepted = await fixture.ActAsync(orderId, "accept");

        accepted.StatusCode.ShouldBe(HttpStatusCode.OK);
        var last = fixture.Events(orderId)[^1].ShouldBeOfType<TicketAccepted>();
        last.Round.ShouldBe(2);
        last.RequestId.ShouldBe("req-round-2");
    }

    [Fact]
    public async Task RevokeTicket_WhileCooking_IsRefusedUnlessForced()
    {
        var orderId = await fixture.OfferNewAsync();
        await fixture.ActAsync(orderId, "accept");
        await fixture.ActAsync(orderId, "start-cooking");

        await fixture.Module.HandleAsync(StoresFixture.Revoke(orderId));
        await fixture.Module.HandleAsync(StoresFixture.Revoke(orderId, force: true));

        var events = fixture.Events(orderId);
        events[^2].ShouldBeOfType<CookingAlreadyStarted>().Version.ShouldBe(3);
        events[^1].ShouldBeOfType<TicketRevoked>().Version.ShouldBe(4);
        await (await fixture.ActAsync(orderId, "finish-cooking")).ShouldBeProblemAsync(409, "ticket-state");
    }

    [Fact]
    public async Task AnnounceStores_Always_RepeatsEveryStoreAtItsVersion()
    {
        var before = await fixture.Module.QueryAsync(db => db.Stores.ToDictionaryAsync(store => store.StoreId, store => store.Version));
        var sent = fixture.Module.Sent.Count;

        await fixture.Module.HandleAsync(new AnnounceStores());

        var announced = fixture.Module.Sent.Skip(sent).Cast<StoreChanged>().ToList();
        announced.ToDictionary(store => store.StoreId, store => store.Version).ShouldBe(before, ignoreOrder: true);
        announced.ShouldAllBe(store => store.Menu.Count >= 5);
    }

#if FAILPOINTS
    [Fact]
    public async Task ShowUnpaidTicket_Sabotage_ShowsTheOrderBeforePayment()
    {
        var orderId = StoresFixture.NewOrder();
        var placed = new OrderPlaced
        {
            OrderId = orderId,
            Version = 1,
            At = fixture.Clock.GetUtcNow(),
            CustomerId = "customer-1",
            StoreId = "sto_hanok",
            RegionId = "gangnam",
            DeliveryAddress = "테헤란로 1",
            Lines = [new OrderLine("bibimbap", "비빔밥", 1, 9000)],
            ItemsTotal = new Money(9000, "KRW"),
            DeliveryFee = new Money(3000, "KRW"),
            Total = new Money(12000, "KRW"),
        };

        await fixture.Module.RunAsync(
            transaction => new ShowUnpaidTicketHandler().HandleAsync(placed, transaction, CancellationToken.None));

        (await fixture.ActAsync(orderId, "accept")).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public void ShowUnpaidTicket_WithoutSabotage_IsNotRegistered() =>
        fixture.Module.Services.GetService<IMessageHandler<OrderPlaced, StoresDbContext>>().ShouldBeNull();
#endif

    private Task<int> CountAsync(string orderId) =>
        fixture.Module.QueryAsync(db => db.Tickets.CountAsync(ticket => ticket.OrderId == orderId));

    private async Task ShouldNotBeShownAsync(string orderId)
    {
        var list = await fixture.Owner().GetAsync(new Uri("/api/stores/sto_hanok/tickets?limit=200", UriKind.Relative));
        (await list.Content.ReadAsStringAsync()).ShouldNotContain(orderId);
        await (await fixture.ActAsync(orderId, "accept")).ShouldBeProblemAsync(404, "ticket-not-found");
    }

    private static async Task PutAsync(HttpClient client, string path, object body) =>
        (await client.PutAsJsonAsync(path, body)).StatusCode.ShouldBe(HttpStatusCode.OK);
}
