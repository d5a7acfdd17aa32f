namespace Delivery.Contracts.Stores;

/// <summary>The store will cook the order.</summary>
[Activity(ActivityCategories.Store, "Ticket accepted", Icon = "thumb_up")]
[Outcome("Accepted")]
[KeptFor(hours: 24)]
public sealed record TicketAccepted : IOrderEvent
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
