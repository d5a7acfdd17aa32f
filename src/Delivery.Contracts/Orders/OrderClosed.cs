namespace Delivery.Contracts.Orders;

/// <summary>The order has reached its final state.</summary>
[Activity(ActivityCategories.Order, "Order closed", Icon = "task_alt")]
[Outcome("Closed")]
[KeptFor(hours: 24)]
public sealed record OrderClosed : IOrderEvent
{
    /// <inheritdoc />
    public required string OrderId { get; init; }

    /// <inheritdoc />
    public required int Version { get; init; }

    /// <inheritdoc />
    public required DateTimeOffset At { get; init; }

    /// <inheritdoc />
    public string? RequestId { get; init; }

    /// <summary>How it ended.</summary>
    public required OrderOutcome Outcome { get; init; }

    /// <summary>A sentence for the customer.</summary>
    public string? Reason { get; init; }
}
