using Delivery.Contracts.Orders;
using Delivery.Contracts.Status;

namespace Delivery.Status.Projection;

/// <summary>A change of an order's status that was told. It is never taken back and never told under another number.</summary>
internal sealed class StatusChange
{
    public required string OrderId { get; init; }

    /// <summary>Counts the changes of the order, from 1.</summary>
    public required int Version { get; init; }

    /// <summary>The place among the changes of all orders; null until <see cref="Streams.ChangeSequencer"/> has given it.</summary>
    public long? Sequence { get; set; }

    public required OrderStatus Status { get; init; }

    public OrderStatus? Previous { get; init; }

    public OrderOutcome? Outcome { get; init; }

    public required string CustomerId { get; init; }

    public required string StoreId { get; init; }

    public string? RiderId { get; init; }

    public required DateTimeOffset At { get; init; }

    public OrderStatusChanged ToEvent() => new()
    {
        OrderId = OrderId,
        Version = Version,
        At = At,
        Status = Status,
        Previous = Previous,
        Outcome = Outcome,
        CustomerId = CustomerId,
        StoreId = StoreId,
        RiderId = RiderId,
    };
}
