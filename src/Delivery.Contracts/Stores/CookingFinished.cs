namespace Delivery.Contracts.Stores;

/// <summary>The dish is ready for the rider.</summary>
[Activity(ActivityCategories.Store, "Cooking finished", Icon = "ramen_dining")]
[Outcome("Finished")]
[KeptFor(hours: 24)]
public sealed record CookingFinished : IOrderEvent
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
