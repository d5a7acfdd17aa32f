namespace Delivery.Contracts.Riders;

/// <summary>
/// Shows the delivery to the riders of the customer's region and of the regions up to so many steps around it, and waits until one claims it.
/// Sent again with a larger radius it widens the search.
/// </summary>
[Activity(ActivityCategories.Rider, "Find rider", Icon = "two_wheeler")]
[HandledBy(Modules.Riders)]
[AnsweredBy(typeof(DeliveryClaimed))]
public sealed record OfferDelivery : IOrderCommand
{
    /// <inheritdoc />
    public required string OrderId { get; init; }

    /// <inheritdoc />
    public string? RequestId { get; init; }

    /// <summary>The cooking round whose dish this is. A later round than before starts a fresh search, also after the earlier one was cancelled, expired or undeliverable; within a round what is closed stays closed.</summary>
    public int Round { get; init; } = 1;

    /// <summary>Where the search starts: the region of the delivery address.</summary>
    public required string RegionId { get; init; }

    /// <summary>0 searches the region itself, 1 its neighbours too, and so on.</summary>
    public required int Radius { get; init; }

    /// <summary>Where to pick up.</summary>
    public required string StoreId { get; init; }

    /// <summary>Where to deliver.</summary>
    public required string DeliveryAddress { get; init; }

    /// <summary>Who receives it.</summary>
    public required string CustomerId { get; init; }

    /// <summary>What the rider earns.</summary>
    public required Money Fee { get; init; }
}
