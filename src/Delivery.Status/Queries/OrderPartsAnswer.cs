using Delivery.Status.Parts;

namespace Delivery.Status.Queries;

/// <summary>What each module has said about an order; a part is null until its module has said something.</summary>
/// <param name="Payment">From Payments.</param>
/// <param name="Ticket">From Stores, about the latest cooking round.</param>
/// <param name="Delivery">From Riders.</param>
internal sealed record OrderPartsAnswer(PaymentAnswer? Payment, TicketAnswer? Ticket, DeliveryAnswer? Delivery)
{
    public static OrderPartsAnswer Of(OrderParts parts) => new(
        parts.Payment.State.State == PaymentState.None
            ? null
            : new PaymentAnswer(parts.Payment.State.State, parts.Payment.Amount, parts.Payment.Refunded, parts.Payment.Settled),
        parts.Ticket.Round == 0
            ? null
            : new TicketAnswer(parts.Ticket.Round, parts.Ticket.State.State, parts.Ticket.AnswerBy, parts.Ticket.State.Version),
        parts.Delivery.State.State == DeliveryState.None
            ? null
            : new DeliveryAnswer(
                parts.Delivery.State.State == DeliveryState.Released ? DeliveryState.Searching : parts.Delivery.State.State,
                parts.Delivery.Claim,
                parts.RiderId(),
                parts.Delivery.Radius,
                parts.Delivery.State.Version));
}
