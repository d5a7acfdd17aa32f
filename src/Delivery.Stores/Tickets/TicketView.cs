using Delivery.Contracts;

namespace Delivery.Stores.Tickets;

/// <summary>A ticket as the store's owner sees it.</summary>
internal sealed record TicketView(
    string OrderId,
    int Round,
    TicketState State,
    IReadOnlyList<OrderLine> Lines,
    DateTimeOffset? AnswerBy,
    DateTimeOffset? OfferedAt,
    string? Reason,
    int Version)
{
    public static TicketView Of(Ticket ticket) => new(
        ticket.OrderId, ticket.Round, ticket.State, ticket.Lines, ticket.AnswerBy, ticket.OfferedAt, ticket.Reason, ticket.Version);
}
