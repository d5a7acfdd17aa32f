namespace Delivery.Contracts.Stores;

/// <summary>The store did not answer in time.</summary>
[Activity(ActivityCategories.Store, "Ticket expired", Icon = "timer_off")]
[Outcome("Expired")]
[KeptFor(hours: 24)]
public sealed record TicketExpired : IOrderEvent
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
}
