namespace Delivery.Contracts.Stores;

/// <summary>The order cannot be taken back: the store is cooking or has cooked it.</summary>
[Activity(ActivityCategories.Store, "Cooking already started", Icon = "outdoor_grill")]
[Outcome("Cooking started")]
[KeptFor(hours: 24)]
public sealed record CookingAlreadyStarted : IOrderEvent
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
