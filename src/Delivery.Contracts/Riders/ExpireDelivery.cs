namespace Delivery.Contracts.Riders;

/// <summary>Asks the referee whether a rider has claimed; if not, the round is closed for good. An unknown delivery is closed in advance.</summary>
[Activity(ActivityCategories.Rider, "Stop searching riders", Icon = "search_off")]
[HandledBy(Modules.Riders)]
[AnsweredBy(typeof(DeliveryExpired), typeof(DeliveryClaimed))]
public sealed record ExpireDelivery : IOrderCommand
{
    /// <inheritdoc />
    public required string OrderId { get; init; }

    /// <inheritdoc />
    public string? RequestId { get; init; }

    /// <summary>The cooking round to close, with those before it. A later round's <see cref="OfferDelivery"/> opens the delivery again.</summary>
    public int Round { get; init; } = 1;
}
