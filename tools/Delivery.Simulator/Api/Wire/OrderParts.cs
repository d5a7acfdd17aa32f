namespace Delivery.Simulator.Api.Wire;

/// <summary>What the projection has heard from each module.</summary>
internal sealed record OrderParts(PaymentPart? Payment, TicketPart? Ticket, DeliveryPart? Delivery);
