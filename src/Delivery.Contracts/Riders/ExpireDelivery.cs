namespace Delivery.Contracts.Riders;

/// <summary>Asks the referee whether a rider has claimed; if not, the delivery is closed for good.</summary>
[Activity(ActivityCategories.Rider, "Stop searching riders", Icon = "search_off")]
[HandledBy(Modules.Riders)]
[AnsweredBy(typeof(DeliveryExpired), typeof(DeliveryClaimed))]
public sealed record ExpireDelivery : IOrderCommand
{
    /// <inheritdoc />
    public required string OrderId { get; init; }

    /// <inheritdoc />
    public string? RequestId { get; init; }
}
