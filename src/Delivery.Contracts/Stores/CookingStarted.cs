namespace Delivery.Contracts.Stores;

/// <summary>The store is cooking; from now on the customer cannot cancel.</summary>
[Activity(ActivityCategories.Store, "Cooking started", Icon = "outdoor_grill")]
[Outcome("Started")]
[KeptFor(hours: 24)]
public sealed record CookingStarted : IOrderEvent
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
