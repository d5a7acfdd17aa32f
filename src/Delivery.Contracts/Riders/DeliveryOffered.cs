namespace Delivery.Contracts.Riders;

/// <summary>Riders within the radius can see the delivery.</summary>
[Activity(ActivityCategories.Rider, "Delivery offered")]
public sealed record DeliveryOffered : IOrderEvent
{
    /// <inheritdoc />
    public required string OrderId { get; init; }

    /// <inheritdoc />
    public required int Version { get; init; }

    /// <inheritdoc />
    public required DateTimeOffset At { get; init; }

    /// <inheritdoc />
    public string? RequestId { get; init; }

    /// <summary>Where the search starts.</summary>
    public required string RegionId { get; init; }

    /// <summary>How far it reaches.</summary>
    public required int Radius { get; init; }
}
