namespace Delivery.Contracts.Orders;

/// <summary>The customer wants the order cancelled. Whether that is still possible is decided by the store's ticket (R6).</summary>
[Activity(ActivityCategories.Order, "Cancellation requested", Icon = "cancel")]
[KeptFor(hours: 24)]
public sealed record CancellationRequested : IOrderEvent
{
    /// <inheritdoc />
    public required string OrderId { get; init; }

    /// <inheritdoc />
    public required int Version { get; init; }

    /// <inheritdoc />
    public required DateTimeOffset At { get; init; }

    /// <inheritdoc />
    public string? RequestId { get; init; }

    /// <summary>The cancellation, a resource of its own with an outcome.</summary>
    public required string CancellationId { get; init; }

    /// <summary>In the customer's words.</summary>
    public string? Reason { get; init; }
}
