namespace Delivery.Contracts.Payments;

/// <summary>Nothing of the customer's money is held or taken any more, and nothing will be.</summary>
[Activity(ActivityCategories.Payment, "Payment revoked", Icon = "undo")]
[Outcome("Revoked")]
[KeptFor(hours: 24)]
public sealed record PaymentRevoked : IOrderEvent
{
    /// <inheritdoc />
    public required string OrderId { get; init; }

    /// <inheritdoc />
    public required int Version { get; init; }

    /// <inheritdoc />
    public required DateTimeOffset At { get; init; }

    /// <inheritdoc />
    public string? RequestId { get; init; }

    /// <summary>What was given back; null when nothing had been taken.</summary>
    public Money? Refunded { get; init; }
}
