namespace Delivery.Contracts.Stores;

/// <summary>Asks the referee whether the store has answered; if not, the ticket is closed for good. An unknown ticket is closed in advance.</summary>
[Activity(ActivityCategories.Store, "Expire ticket", Icon = "timer_off")]
[HandledBy(Modules.Stores)]
[AnsweredBy(typeof(TicketExpired), typeof(TicketAlreadyAccepted), typeof(TicketRejected))]
public sealed record ExpireTicket : IOrderCommand
{
    /// <inheritdoc />
    public required string OrderId { get; init; }

    /// <inheritdoc />
    public string? RequestId { get; init; }

    /// <summary>Of the ticket.</summary>
    public required int Round { get; init; }
}
