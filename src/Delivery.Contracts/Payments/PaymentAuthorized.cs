namespace Delivery.Contracts.Payments;

/// <summary>The amount is reserved.</summary>
[Activity(ActivityCategories.Payment, "Payment authorized", Icon = "credit_score")]
[Outcome("Authorized")]
[KeptFor(hours: 24)]
public sealed record PaymentAuthorized : IOrderEvent
{
    /// <inheritdoc />
    public required string OrderId { get; init; }

    /// <inheritdoc />
    public required int Version { get; init; }

    /// <inheritdoc />
    public required DateTimeOffset At { get; init; }

    /// <inheritdoc />
    public string? RequestId { get; init; }

    /// <summary>What is reserved.</summary>
    public required Money Amount { get; init; }
}
