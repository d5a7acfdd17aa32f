namespace Delivery.Contracts.Stores;

/// <summary>Shows the order to the store and waits for its answer. The store's time starts when the store service has the ticket (R6).</summary>
[Activity(ActivityCategories.Store, "Offer to store", Icon = "storefront")]
[HandledBy(Modules.Stores)]
[AnsweredBy(typeof(TicketAccepted), typeof(TicketRejected), typeof(TicketExpired))]
public sealed record OfferTicket : IPerishableCommand
{
    /// <inheritdoc />
    public required string OrderId { get; init; }

    /// <inheritdoc />
    public string? RequestId { get; init; }

    /// <summary>The store.</summary>
    public required string StoreId { get; init; }

    /// <summary>1 for the first time; raised when the dish has to be cooked again.</summary>
    public required int Round { get; init; }

    /// <summary>What to cook.</summary>
    public required IReadOnlyList<OrderLine> Lines { get; init; }

    /// <summary>The store's time to answer, counted by the store service.</summary>
    public required TimeSpan AnswerWithin { get; init; }

    /// <inheritdoc />
    public DateTimeOffset? ValidUntil { get; init; }
}
