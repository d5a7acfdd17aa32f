namespace Delivery.Contracts.Orders;

/// <summary>A requested cancellation was accepted or refused.</summary>
[Activity(ActivityCategories.Order, "Cancellation resolved")]
public sealed record CancellationResolved : IOrderEvent
{
    /// <inheritdoc />
    public required string OrderId { get; init; }

    /// <inheritdoc />
    public required int Version { get; init; }

    /// <inheritdoc />
    public required DateTimeOffset At { get; init; }

    /// <inheritdoc />
    public string? RequestId { get; init; }

    /// <summary>The cancellation.</summary>
    public required string CancellationId { get; init; }

    /// <summary>True when the order is cancelled; false when it goes on.</summary>
    public required bool Accepted { get; init; }

    /// <summary>Why it was refused, for the customer to read.</summary>
    public string? Reason { get; init; }
}
