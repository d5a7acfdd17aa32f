namespace Delivery.Contracts.Payments;

/// <summary>Takes the authorized amount from the customer.</summary>
[Activity(ActivityCategories.Payment, "Capture payment", Icon = "price_check")]
[HandledBy(Modules.Payments)]
[AnsweredBy(typeof(PaymentCaptured), typeof(CaptureFailed))]
public sealed record CapturePayment : IOrderCommand
{
    /// <inheritdoc />
    public required string OrderId { get; init; }

    /// <inheritdoc />
    public string? RequestId { get; init; }
}
