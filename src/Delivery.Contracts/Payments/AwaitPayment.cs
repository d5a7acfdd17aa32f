namespace Delivery.Contracts.Payments;

/// <summary>Waits until a deferred payment is authorized or declined, because the customer paid again or the provider recovered.</summary>
[Activity(ActivityCategories.Payment, "Wait for deferred payment", Icon = "hourglass_top")]
[AnsweredBy(typeof(PaymentAuthorized), typeof(PaymentDeclined))]
public sealed record AwaitPayment : IExpectation
{
    /// <inheritdoc />
    public required string OrderId { get; init; }
}
