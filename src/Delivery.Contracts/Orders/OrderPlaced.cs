namespace Delivery.Contracts.Orders;

/// <summary>A customer has placed an order. Starts the order life cycle.</summary>
[Activity(ActivityCategories.Order, "Order placed", Icon = "shopping_cart")]
[KeptFor(hours: 168)]
public sealed record OrderPlaced : IOrderEvent
{
    /// <inheritdoc />
    public required string OrderId { get; init; }

    /// <inheritdoc />
    public required int Version { get; init; }

    /// <inheritdoc />
    public required DateTimeOffset At { get; init; }

    /// <inheritdoc />
    public string? RequestId { get; init; }

    /// <summary>The customer: the subject of the token that placed it.</summary>
    public required string CustomerId { get; init; }

    /// <summary>The store.</summary>
    public required string StoreId { get; init; }

    /// <summary>The region of the delivery address, where riders are searched first.</summary>
    public required string RegionId { get; init; }

    /// <summary>Where it goes, as the customer wrote it.</summary>
    public required string DeliveryAddress { get; init; }

    /// <summary>What was ordered; never empty.</summary>
    public required IReadOnlyList<OrderLine> Lines { get; init; }

    /// <summary>The sum of the lines: the store's share.</summary>
    public required Money ItemsTotal { get; init; }

    /// <summary>The rider's share.</summary>
    public required Money DeliveryFee { get; init; }

    /// <summary>What the customer pays.</summary>
    public required Money Total { get; init; }
}
