namespace Delivery.Contracts.Payments;

/// <summary>The amount is taken.</summary>
[Activity(ActivityCategories.Payment, "Payment captured", Icon = "paid")]
[Outcome("Captured")]
[KeptFor(hours: 24)]
public sealed record PaymentCaptured : IOrderEvent
{
    /// <inheritdoc />
    public required string OrderId { get; init; }

    /// <inheritdoc />
    public required int Version { get; init; }

    /// <inheritdoc />
    public required DateTimeOffset At { get; init; }

    /// <inheritdoc />
    public string? RequestId { get; init; }

    /// <summary>What was taken.</summary>
    public required Money Amount { get; init; }
}
