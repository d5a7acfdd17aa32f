namespace Delivery.Contracts.Payments;

/// <summary>Reserves the amount on the customer's means of payment. When the provider is unavailable the payment is deferred: the customer is asked to pay a little later.</summary>
[Activity(ActivityCategories.Payment, "Authorize payment", Icon = "credit_card")]
[HandledBy(Modules.Payments)]
[AnsweredBy(typeof(PaymentAuthorized), typeof(PaymentDeclined), typeof(PaymentDeferred))]
public sealed record AuthorizePayment : IOrderCommand
{
    /// <inheritdoc />
    public required string OrderId { get; init; }

    /// <inheritdoc />
    public string? RequestId { get; init; }

    /// <summary>Who pays.</summary>
    public required string CustomerId { get; init; }

    /// <summary>What is reserved.</summary>
    public required Money Amount { get; init; }
}
