namespace Delivery.Contracts.Riders;

/// <summary>There is nothing to confirm: the delivery has not been picked up, or is closed.</summary>
[Activity(ActivityCategories.Rider, "Hand-over refused", Icon = "block")]
[Outcome("Refused")]
[KeptFor(hours: 24)]
public sealed record HandOverRefused : IOrderEvent
{
    /// <inheritdoc />
    public required string OrderId { get; init; }

    /// <inheritdoc />
    public required int Version { get; init; }

    /// <inheritdoc />
    public required DateTimeOffset At { get; init; }

    /// <inheritdoc />
    public string? RequestId { get; init; }

    /// <summary>A sentence that says what to do.</summary>
    public required string Reason { get; init; }
}
