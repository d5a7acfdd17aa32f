namespace Delivery.Contracts.Stores;

/// <summary>The order is off the store's screen and will not be cooked.</summary>
[Activity(ActivityCategories.Store, "Ticket revoked", Icon = "remove_shopping_cart")]
[Outcome("Revoked")]
[KeptFor(hours: 24)]
public sealed record TicketRevoked : IOrderEvent
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
