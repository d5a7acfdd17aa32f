namespace Delivery.Contracts.Stores;

/// <summary>The store will not cook the order.</summary>
[Activity(ActivityCategories.Store, "Ticket rejected", Icon = "thumb_down")]
[Outcome("Rejected")]
[KeptFor(hours: 24)]
public sealed record TicketRejected : IOrderEvent
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

    /// <summary>In the store's words.</summary>
    public string? Reason { get; init; }
}
