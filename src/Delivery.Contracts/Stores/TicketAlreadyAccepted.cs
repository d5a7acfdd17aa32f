namespace Delivery.Contracts.Stores;

/// <summary>The store accepted before the ticket could expire; the order goes on.</summary>
[Activity(ActivityCategories.Store, "Ticket already accepted", Icon = "thumb_up")]
[Outcome("Already accepted")]
[KeptFor(hours: 24)]
public sealed record TicketAlreadyAccepted : IOrderEvent
{
    /// <inheritdoc />
    public required string OrderId { get; init; }

    /// <inheritdoc />
    public required int Version { get; init; }

    /// <inheritdoc />
    public required DateTimeOffset At { get; init; }

    /// <inheritdoc />
    public string? RequestId { get; init; }

    /// <summary>Of the ticket.</summary>
    public required int Round { get; init; }

    /// <summary>The store.</summary>
    public required string StoreId { get; init; }
}
