namespace Delivery.Contracts.Riders;

/// <summary>No rider claimed in time; none can any more.</summary>
[Activity(ActivityCategories.Rider, "Delivery expired", Icon = "search_off")]
[Outcome("Expired")]
[KeptFor(hours: 24)]
public sealed record DeliveryExpired : IOrderEvent
{
    /// <inheritdoc />
    public required string OrderId { get; init; }

    /// <inheritdoc />
    public required int Version { get; init; }

    /// <inheritdoc />
    public required DateTimeOffset At { get; init; }

    /// <inheritdoc />
    public string? RequestId { get; init; }
}
