namespace Delivery.Contracts.Riders;

/// <summary>Ends the delivery whatever its state: an operator's decision, or compensation. An unknown delivery is closed in advance.</summary>
[Activity(ActivityCategories.Compensation, "Cancel delivery", Icon = "cancel_schedule_send")]
[HandledBy(Modules.Riders)]
[AnsweredBy(typeof(DeliveryCancelled), typeof(DeliveryHandedOver))]
public sealed record CancelDelivery : IOrderCommand
{
    /// <inheritdoc />
    public required string OrderId { get; init; }

    /// <inheritdoc />
    public string? RequestId { get; init; }

    /// <summary>The cooking round to close, with those before it. A later round's <see cref="OfferDelivery"/> opens the delivery again.</summary>
    public int Round { get; init; } = 1;

    /// <summary>For the rider to read.</summary>
    public string? Reason { get; init; }
}
