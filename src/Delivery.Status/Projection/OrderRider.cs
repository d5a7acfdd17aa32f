namespace Delivery.Status.Projection;

/// <summary>A rider who has or had an order, and so may see it.</summary>
internal sealed class OrderRider
{
    public required string RiderId { get; init; }

    public required string OrderId { get; init; }
}
