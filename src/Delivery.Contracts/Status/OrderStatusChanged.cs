using Delivery.Contracts.Orders;

namespace Delivery.Contracts.Status;

/// <summary>The order's visible status has changed. Its version counts the changes of one order, so that a change has one identity for ever.</summary>
[Activity(ActivityCategories.Order, "Status changed")]
public sealed record OrderStatusChanged : IOrderEvent
{
    /// <inheritdoc />
    public required string OrderId { get; init; }

    /// <inheritdoc />
    public required int Version { get; init; }

    /// <inheritdoc />
    public required DateTimeOffset At { get; init; }

    /// <inheritdoc />
    public string? RequestId { get; init; }

    /// <summary>The new status.</summary>
    public required OrderStatus Status { get; init; }

    /// <summary>The one before; null for the first.</summary>
    public OrderStatus? Previous { get; init; }

    /// <summary>How it ended, once it has.</summary>
    public OrderOutcome? Outcome { get; init; }

    /// <summary>Whose order it is.</summary>
    public required string CustomerId { get; init; }

    /// <summary>The store.</summary>
    public required string StoreId { get; init; }

    /// <summary>The rider who has it now.</summary>
    public string? RiderId { get; init; }
}
