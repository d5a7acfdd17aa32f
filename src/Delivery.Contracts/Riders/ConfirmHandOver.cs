namespace Delivery.Contracts.Riders;

/// <summary>
/// Confirms that the customer has the dish: sent by Orders for the customer, or by the workflow after a while. An undeliverable one stays so,
/// unless an operator confirms it.
/// </summary>
[Activity(ActivityCategories.Rider, "Confirm hand-over", Icon = "how_to_reg")]
[HandledBy(Modules.Riders)]
[AnsweredBy(typeof(DeliveryHandedOver), typeof(DeliveryUndeliverable), typeof(HandOverRefused))]
public sealed record ConfirmHandOver : IOrderCommand
{
    /// <inheritdoc />
    public required string OrderId { get; init; }

    /// <inheritdoc />
    public string? RequestId { get; init; }

    /// <summary>Who says so.</summary>
    public required HandOverConfirmation ConfirmedBy { get; init; }
}
