using System.Text.Json;
using CsCheck;
using Delivery.Contracts;
using Delivery.Contracts.Escalations;
using Delivery.Contracts.Orders;
using Delivery.Contracts.Status;
using Delivery.Messaging;
using Delivery.Status.Parts;
using Delivery.Status.Projection;
using Shouldly;
using Xunit;

namespace Delivery.Status.Tests.Parts;

public sealed class OrderPartsTests
{
    private static readonly OrderStatus[] HappyPath =
    [
        OrderStatus.Placed, OrderStatus.Paid, OrderStatus.Offered, OrderStatus.Accepted, OrderStatus.Cooking, OrderStatus.Cooked,
        OrderStatus.RiderAssigned, OrderStatus.PickedUp, OrderStatus.HandedOver, OrderStatus.Completed,
    ];

    [Fact]
    public void Status_HappyPath_PassesEveryStation() => Statuses(New().Happy().Events).ShouldBe(HappyPath);

    [Fact]
    public void Apply_AnyOrderAndDuplicates_GiveTheSameView() =>
        Shuffled.Sample(
            sample => Json(Fold(sample.Shuffled)).ShouldBe(Json(Fold(sample.History.Events))),
            iter: 20_000);

    [Fact]
    public void Apply_AnyOrderAndDuplicates_TellAPartOfTheSameStory() =>
        Shuffled.Sample(
            sample =>
            {
                // Nothing is told before the placing is known.
                var told = Statuses([sample.History.Events[0], .. sample.Shuffled]);
                var story = Statuses(sample.History.Events);
                told[^1].ShouldBe(story[^1]);
                IsSubsequence(told, story).ShouldBeTrue($"{string.Join(' ', told)} is not a part of {string.Join(' ', story)}");
            },
            iter: 20_000);

    [Fact]
    public void Parts_WrittenAndReadAsJson_AreTheSame() =>
        OrderHistories.Any.Sample(history =>
        {
            var parts = Fold(history.Events);
            var read = JsonSerializer.Deserialize<OrderParts>(Json(parts), MessageJson.Options)!;
            Json(read).ShouldBe(Json(parts));
            Json(Fold(history.Events, read)).ShouldBe(Json(parts));
        });

    [Fact]
    public void Status_RiderGivesBack_GoesBackToCooked()
    {
        var parts = Fold(Cooked().Searching().Claimed("rider-1").GivenBack("rider-1").Events);

        parts.Status().ShouldBe(OrderStatus.Cooked);
        parts.RiderId().ShouldBeNull();
        parts.Delivery.Riders.ShouldBe(["rider-1"]);
    }

    [Fact]
    public void Status_SecondRiderClaims_IsAssignedToTheSecond()
    {
        var parts = Fold(Cooked().Searching().Claimed("rider-1").GivenBack("rider-1").Claimed("rider-2").Events);

        parts.Status().ShouldBe(OrderStatus.RiderAssigned);
        parts.RiderId().ShouldBe("rider-2");
        parts.Delivery.Riders.ShouldBe(["rider-1", "rider-2"]);
    }

    [Fact]
    public void Status_CookedAgainAfterPickUp_StartsFromTheKitchen()
    {
        var history = Cooked().Searching().Claimed("rider-1").PickedUp("rider-1").Undeliverable("rider-1");
        Fold(history.Events).Status().ShouldBe(OrderStatus.PickedUp);

        var parts = Fold(history.DeliveryCancelled().Offered().Events);

        parts.Status().ShouldBe(OrderStatus.Offered);
        parts.RiderId().ShouldBeNull();
        Fold(history.Accepted().Cooking().Cooked().Searching().Claimed("rider-2").Events).Status().ShouldBe(OrderStatus.RiderAssigned);
    }

    [Fact]
    public void Status_TicketRevoked_StaysUntilTheOrderIsClosed()
    {
        var history = New().Placed().Authorized().Offered().Accepted().TicketRevoked();

        var parts = Fold(history.Events);

        parts.Status().ShouldBe(OrderStatus.Accepted);
        parts.Ticket.State.State.ShouldBe(TicketState.Revoked);
        Fold(history.Closed(OrderOutcome.CancelledByCustomer).Events).Status().ShouldBe(OrderStatus.Cancelled);
    }

    [Fact]
    public void Ticket_ExpiredThenRevokedInVain_StaysExpired() =>
        Fold(New().Placed().Authorized().Offered().Expired().TicketRevokedInVain().Events).Ticket.State.State.ShouldBe(TicketState.Expired);

    [Fact]
    public void Escalated_RaisedAndDecided_IsOpenInBetween()
    {
        var history = New().Placed().Escalated("esc_1", EscalationKind.RiderOverdue);
        Fold(history.Events).IsEscalated().ShouldBeTrue();

        Fold(history.Decided("esc_1", EscalationKind.RiderOverdue).Events).IsEscalated().ShouldBeFalse();

        Fold(history.Escalated("esc_2", EscalationKind.RiderOverdue).Events).IsEscalated().ShouldBeTrue();
        Fold(history.Withdrawn(EscalationKind.KitchenOverdue).Events).IsEscalated().ShouldBeTrue();
        Fold(history.Withdrawn(EscalationKind.RiderOverdue).Events).IsEscalated().ShouldBeFalse();
    }

    [Fact]
    public void Apply_EveryContractEvent_IsKnownOrDeliberatelyLeftOut()
    {
        string[] leftOut =
        [
            // Whether a cancellation is pending is for Orders to say, and what was refused has changed nothing.
            "Orders.CancellationRequested", "Orders.CancellationResolved", "Riders.HandOverRefused", "Stores.CookingAlreadyStarted",
        ];
        var shown = OrderHistoriesOfAllKinds().Select(@event => MessageTypes.NameOf(@event.GetType())).Distinct();

        OrderEvents.All.Select(MessageTypes.NameOf).Except(leftOut).Except(shown).ShouldBe(
            ["Escalations.EscalationCancelled", "Escalations.EscalationReplaced"],
            "a new event must be merged into a part and written into OrderHistory, or be left out on purpose");
    }

    private static Gen<(OrderHistory History, IOrderEvent[] Shuffled)> Shuffled { get; } =
        from history in OrderHistories.Any
        from repeated in Gen.Shuffle(history.Events.ToArray())
        from count in Gen.Int[0, history.Events.Count]
        from shuffled in Gen.Shuffle(history.Events.Concat(repeated.Take(count)).ToArray())
        select (history, shuffled);

    private static OrderHistory New() => new("ord_1");

    private static OrderHistory Cooked() => New().Placed().Authorized().Offered().Accepted().Cooking().Cooked();

    private static IEnumerable<IOrderEvent> OrderHistoriesOfAllKinds() =>
        New().Placed().Deferred().Declined().Authorized().Captured().CaptureFailed().Revoked().Settled().Closed(OrderOutcome.Completed)
            .Offered().Accepted().AcceptedAgain().Rejected().Expired().TicketRevoked().Cooking().Cooked()
            .Searching().Claimed("r").GivenBack("r").Released().PickedUp("r").Undeliverable("r").HandedOver("r").DeliveryExpired()
            .DeliveryCancelled().Escalated("e", EscalationKind.RiderOverdue).Decided("e", EscalationKind.RiderOverdue)
            .Withdrawn(EscalationKind.RiderOverdue)
            .Events;

    private static OrderParts Fold(IEnumerable<IOrderEvent> events, OrderParts? from = null) =>
        events.Aggregate(from ?? OrderParts.None, (parts, @event) => parts.Apply(@event));

    private static List<OrderStatus> Statuses(IEnumerable<IOrderEvent> events)
    {
        var statuses = new List<OrderStatus>();
        var parts = OrderParts.None;
        foreach (var @event in events)
        {
            parts = parts.Apply(@event);
            if (statuses.Count == 0 || statuses[^1] != parts.Status())
            {
                statuses.Add(parts.Status());
            }
        }

        return statuses;
    }

    private static bool IsSubsequence(List<OrderStatus> part, List<OrderStatus> whole)
    {
        var found = 0;
        foreach (var status in whole)
        {
            found += found < part.Count && part[found] == status ? 1 : 0;
        }

        return found == part.Count;
    }

    private static string Json(OrderParts parts) => JsonSerializer.Serialize(parts, MessageJson.Options);
}
