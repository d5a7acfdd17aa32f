using Delivery.Contracts;
using Delivery.Contracts.Escalations;
using Delivery.Contracts.Orders;
using Delivery.Contracts.Payments;
using Delivery.Contracts.Riders;
using Delivery.Contracts.Stores;

namespace Delivery.Status.Tests;

/// <summary>
/// Writes down what the modules say about one order, each with its own versions, as they would: also answers that repeat the state they find.
/// </summary>
internal sealed class OrderHistory(string orderId, string customerId = "customer-1", string storeId = "sto_hanok")
{
    private static readonly DateTimeOffset Start = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);

    private readonly List<IOrderEvent> _events = [];
    private int _delivery;
    private int _escalation;
    private int _order;
    private int _payment;
    private int _ticket;

    public IReadOnlyList<IOrderEvent> Events => _events;

    public int Claim { get; private set; }

    public int Round { get; private set; }

    private DateTimeOffset Next => Start.AddSeconds(_events.Count);

    public OrderHistory Placed() => Add(new OrderPlaced
    {
        OrderId = orderId,
        Version = ++_order,
        At = Next,
        CustomerId = customerId,
        StoreId = storeId,
        RegionId = "gangnam",
        DeliveryAddress = "테헤란로 1",
        Lines = [new OrderLine("bibimbap", "비빔밥", 2, 9000)],
        ItemsTotal = Won(18000),
        DeliveryFee = Won(3000),
        Total = Won(21000),
    });

    public OrderHistory Closed(OrderOutcome outcome) =>
        Add(new OrderClosed { OrderId = orderId, Version = ++_order, At = Next, Outcome = outcome, Reason = "because" });

    public OrderHistory Deferred() => Add(new PaymentDeferred { OrderId = orderId, Version = ++_payment, At = Next, Reason = "busy" });

    public OrderHistory Declined() => Add(new PaymentDeclined { OrderId = orderId, Version = ++_payment, At = Next, Reason = "card_declined" });

    public OrderHistory Authorized() => Add(new PaymentAuthorized { OrderId = orderId, Version = ++_payment, At = Next, Amount = Won(21000) });

    /// <summary>An answer to a repeated command, at the version that is there.</summary>
    public OrderHistory AuthorizedAgain() =>
        Add(new PaymentAuthorized { OrderId = orderId, Version = _payment, At = Next, Amount = Won(21000), RequestId = "again" });

    public OrderHistory Captured() => Add(new PaymentCaptured { OrderId = orderId, Version = ++_payment, At = Next, Amount = Won(21000) });

    public OrderHistory CaptureFailed() => Add(new CaptureFailed { OrderId = orderId, Version = ++_payment, At = Next, Reason = "refused" });

    public OrderHistory Revoked() => Add(new PaymentRevoked { OrderId = orderId, Version = ++_payment, At = Next });

    public OrderHistory Settled() => Add(new OrderSettled { OrderId = orderId, Version = ++_payment, At = Next });

    public OrderHistory Offered()
    {
        Round++;
        _ticket = 0;
        return Add(new TicketOffered
        {
            OrderId = orderId, Version = ++_ticket, At = Next, Round = Round, StoreId = storeId, AnswerBy = Next.AddMinutes(5),
        });
    }

    public OrderHistory Accepted() =>
        Add(new TicketAccepted { OrderId = orderId, Version = ++_ticket, At = Next, Round = Round, StoreId = storeId });

    public OrderHistory AcceptedAgain() => Add(new TicketAlreadyAccepted
    {
        OrderId = orderId, Version = _ticket, At = Next, Round = Round, StoreId = storeId, RequestId = "again",
    });

    public OrderHistory Rejected() =>
        Add(new TicketRejected { OrderId = orderId, Version = ++_ticket, At = Next, Round = Round, StoreId = storeId });

    public OrderHistory Expired() => Add(new TicketExpired { OrderId = orderId, Version = ++_ticket, At = Next, Round = Round });

    public OrderHistory TicketRevoked() => Add(new TicketRevoked { OrderId = orderId, Version = ++_ticket, At = Next, Round = Round });

    /// <summary>A ticket that was rejected or expired answers a revocation without a change.</summary>
    public OrderHistory TicketRevokedInVain() => Add(new TicketRevoked { OrderId = orderId, Version = _ticket, At = Next, Round = Round });

    public OrderHistory Cooking() =>
        Add(new CookingStarted { OrderId = orderId, Version = ++_ticket, At = Next, Round = Round, StoreId = storeId });

    public OrderHistory CookingAlready() =>
        Add(new CookingAlreadyStarted { OrderId = orderId, Version = _ticket, At = Next, Round = Round, StoreId = storeId });

    public OrderHistory Cooked() =>
        Add(new CookingFinished { OrderId = orderId, Version = ++_ticket, At = Next, Round = Round, StoreId = storeId });

    public OrderHistory Searching(int radius = 0) =>
        Add(new DeliveryOffered { OrderId = orderId, Version = ++_delivery, At = Next, RegionId = "gangnam", Radius = radius });

    public OrderHistory Claimed(string riderId)
    {
        Claim++;
        return Add(new DeliveryClaimed { OrderId = orderId, Version = ++_delivery, At = Next, Claim = Claim, RiderId = riderId });
    }

    public OrderHistory ClaimedAgain(string riderId) =>
        Add(new DeliveryClaimed { OrderId = orderId, Version = _delivery, At = Next, Claim = Claim, RiderId = riderId, RequestId = "again" });

    public OrderHistory GivenBack(string riderId) =>
        Add(new DeliveryGivenBack { OrderId = orderId, Version = ++_delivery, At = Next, Claim = Claim, RiderId = riderId });

    public OrderHistory Released() => Add(new RiderReleased { OrderId = orderId, Version = ++_delivery, At = Next, Claim = Claim });

    public OrderHistory PickedUp(string riderId) =>
        Add(new DeliveryPickedUp { OrderId = orderId, Version = ++_delivery, At = Next, Claim = Claim, RiderId = riderId });

    public OrderHistory Undeliverable(string riderId) =>
        Add(new DeliveryUndeliverable { OrderId = orderId, Version = ++_delivery, At = Next, Claim = Claim, RiderId = riderId });

    public OrderHistory HandedOver(string riderId) => Add(new DeliveryHandedOver
    {
        OrderId = orderId,
        Version = ++_delivery,
        At = Next,
        Claim = Claim,
        RiderId = riderId,
        ConfirmedBy = HandOverConfirmation.Rider,
    });

    public OrderHistory DeliveryExpired() => Add(new DeliveryExpired { OrderId = orderId, Version = ++_delivery, At = Next });

    public OrderHistory DeliveryCancelled() => Add(new DeliveryCancelled { OrderId = orderId, Version = ++_delivery, At = Next });

    public OrderHistory Escalated(string escalationId, EscalationKind kind) => Add(new EscalationRaised
    {
        OrderId = orderId, Version = ++_escalation, At = Next, EscalationId = escalationId, Kind = kind, Summary = "look",
    });

    public OrderHistory Decided(string escalationId, EscalationKind kind) => Add(new EscalationContinued
    {
        OrderId = orderId, Version = ++_escalation, At = Next, EscalationId = escalationId, Kind = kind,
    });

    public OrderHistory Withdrawn(EscalationKind kind) =>
        Add(new EscalationWithdrawn { OrderId = orderId, Version = ++_escalation, At = Next, Kind = kind });

    /// <summary>From the first tap to the end, without anything going wrong.</summary>
    public OrderHistory Happy(string riderId = "rider-1") =>
        Placed().Authorized().Offered().Accepted().Cooking().Cooked().Searching().Claimed(riderId).PickedUp(riderId).HandedOver(riderId)
            .Captured().Settled().Closed(OrderOutcome.Completed);

    private static Money Won(long amount) => new(amount, "KRW");

    private OrderHistory Add(IOrderEvent @event)
    {
        _events.Add(@event);
        return this;
    }
}
