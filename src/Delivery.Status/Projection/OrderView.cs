using Delivery.Contracts.Orders;
using Delivery.Contracts.Status;
using Delivery.Status.Parts;

namespace Delivery.Status.Projection;

/// <summary>An order as it is queried: its parts, and what is derived from them for lists.</summary>
internal sealed class OrderView
{
    public required string OrderId { get; init; }

    public OrderParts Parts { get; private set; } = OrderParts.None;

    /// <summary>Raised with each event; the concurrency token.</summary>
    public int Revision { get; private set; }

    /// <summary>Null until the order's placing is known: events may overtake it, and until then nobody sees the order.</summary>
    public string? CustomerId { get; private set; }

    public string? StoreId { get; private set; }

    public string? RiderId { get; private set; }

    /// <summary>The last status that was told; null before the first.</summary>
    public OrderStatus? Status { get; private set; }

    /// <summary>How many changes were told.</summary>
    public int ChangeVersion { get; private set; }

    /// <summary>When the last change was told.</summary>
    public DateTimeOffset ChangedAt { get; private set; }

    public OrderOutcome? Outcome { get; private set; }

    public void Set(OrderParts parts)
    {
        Parts = parts;
        Revision++;
        CustomerId = parts.Order.Placed?.CustomerId;
        StoreId = parts.Order.Placed?.StoreId;
        RiderId = parts.RiderId();
        Outcome = parts.Order.Closed?.Outcome;
    }

    /// <summary>Takes up counting where it was, after the view was lost.</summary>
    public void Resume(StatusChange? last)
    {
        Status = last?.Status;
        ChangeVersion = last?.Version ?? 0;
        ChangedAt = last?.At ?? default;
    }

    /// <summary>The change to tell; null when the status is the one that was told last.</summary>
    public StatusChange? NextChange(DateTimeOffset now)
    {
        var status = Parts.Status();
        if (Parts.Order.Placed is not { } placed || status == Status)
        {
            return null;
        }

        var previous = Status;
        Status = status;
        ChangeVersion++;
        // Clocks of replicas differ; the times of one order's changes must not.
        ChangedAt = now > ChangedAt ? now : ChangedAt;
        return new StatusChange
        {
            OrderId = OrderId,
            Version = ChangeVersion,
            Status = status,
            Previous = previous,
            Outcome = Outcome,
            CustomerId = placed.CustomerId,
            StoreId = placed.StoreId,
            RiderId = RiderId,
            At = ChangedAt,
        };
    }
}
