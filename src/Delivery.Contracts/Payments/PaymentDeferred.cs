namespace Delivery.Contracts.Payments;

/// <summary>The provider is unavailable or overloaded; the payment waits for the customer or for recovery.</summary>
[Activity(ActivityCategories.Payment, "Payment deferred", Icon = "schedule")]
[Outcome("Deferred")]
[KeptFor(hours: 24)]
public sealed record PaymentDeferred : IOrderEvent
{
    /// <inheritdoc />
    public required string OrderId { get; init; }

    /// <inheritdoc />
    public required int Version { get; init; }

    /// <inheritdoc />
    public required DateTimeOffset At { get; init; }

    /// <inheritdoc />
    public string? RequestId { get; init; }

    /// <summary>A sentence for the customer.</summary>
    public required string Reason { get; init; }
}
