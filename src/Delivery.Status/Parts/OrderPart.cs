using Delivery.Contracts;
using Delivery.Contracts.Orders;

namespace Delivery.Status.Parts;

/// <summary>What Orders has said.</summary>
internal sealed record OrderPart
{
    public OrderPlaced? Placed { get; init; }

    public OrderClosed? Closed { get; init; }

    public OrderPart Apply(IOrderEvent @event) => @event switch
    {
        // Requests are the asker's affair: what answers differ in must not make views differ.
        OrderPlaced placed => this with { Placed = Placed ?? placed with { RequestId = null } },
        OrderClosed closed when closed.Version > (Closed?.Version ?? 0) => this with { Closed = closed with { RequestId = null } },
        _ => this,
    };
}
