using Delivery.Contracts;
using Delivery.Contracts.Orders;
using Delivery.Contracts.Status;

namespace Delivery.Status.Parts;

/// <summary>
/// Everything known about one order, by the module that says it. Applying events is commutative and idempotent, so a view does not depend on
/// the order in which they arrive nor on how often.
/// </summary>
internal sealed record OrderParts
{
    public static readonly OrderParts None = new();

    public OrderPart Order { get; init; } = new();

    public PaymentPart Payment { get; init; } = new();

    public TicketPart Ticket { get; init; } = new();

    public DeliveryPart Delivery { get; init; } = new();

    public EscalationPart Escalation { get; init; } = new();

    /// <summary>The latest that was heard.</summary>
    public DateTimeOffset UpdatedAt { get; init; }

    public OrderParts Apply(IOrderEvent @event) => this with
    {
        Order = Order.Apply(@event),
        Payment = Payment.Apply(@event),
        Ticket = Ticket.Apply(@event),
        Delivery = Delivery.Apply(@event),
        Escalation = Escalation.Apply(@event),
        UpdatedAt = @event.At > UpdatedAt ? @event.At : UpdatedAt,
    };

    /// <summary>
    /// Where the order is: as far as any part has come. It goes back only when a rider is lost or a dish is cooked again.
    /// </summary>
    public OrderStatus Status()
    {
        if (Order.Closed is { } closed)
        {
            return closed.Outcome == OrderOutcome.Completed ? OrderStatus.Completed : OrderStatus.Cancelled;
        }

        return new[] { PaymentStatus(), TicketStatus(), DeliveryStatus() }.Max();
    }

    /// <summary>Who has the delivery now, or had it when it ended.</summary>
    public string? RiderId() => IsClaimOfThisRound() && Delivery.Progress != ClaimProgress.Ended ? Delivery.RiderId : null;

    /// <summary>True while an operator has to decide something.</summary>
    public bool IsEscalated() => Order.Closed is null && Escalation.IsOpen();

    private OrderStatus PaymentStatus() =>
        Payment.WasAuthorized ? OrderStatus.Paid : Payment.WasDeferred ? OrderStatus.PaymentDeferred : OrderStatus.Placed;

    private OrderStatus TicketStatus() => Ticket.Reached switch
    {
        TicketState.Offered => OrderStatus.Offered,
        TicketState.Accepted => OrderStatus.Accepted,
        TicketState.Cooking => OrderStatus.Cooking,
        TicketState.Cooked => OrderStatus.Cooked,
        _ => OrderStatus.Placed,
    };

    private OrderStatus DeliveryStatus() => IsClaimOfThisRound()
        ? Delivery.Progress switch
        {
            ClaimProgress.Claimed => OrderStatus.RiderAssigned,
            ClaimProgress.PickedUp => OrderStatus.PickedUp,
            ClaimProgress.HandedOver => OrderStatus.HandedOver,
            // Riders are searched only for a dish that is cooked.
            ClaimProgress.Ended => OrderStatus.Cooked,
            _ => OrderStatus.Placed,
        }
        : OrderStatus.Placed;

    /// <summary>When a dish is cooked again, what riders did with the one before counts no more.</summary>
    private bool IsClaimOfThisRound() => Delivery.Claim > 0 && (Ticket.Round <= 1 || Delivery.ClaimedAt >= Ticket.StartedAt);
}
