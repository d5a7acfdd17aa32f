namespace Delivery.Contracts.Payments;

/// <summary>The provider declined; nothing is reserved.</summary>
[Activity(ActivityCategories.Payment, "Payment declined", Icon = "credit_card_off")]
[Outcome("Declined")]
[KeptFor(hours: 24)]
public sealed record PaymentDeclined : IOrderEvent
{
    /// <inheritdoc />
    public required string OrderId { get; init; }

    /// <inheritdoc />
    public required int Version { get; init; }

    /// <inheritdoc />
    public required DateTimeOffset At { get; init; }

    /// <inheritdoc />
    public string? RequestId { get; init; }

    /// <summary>The provider's code, for example card_declined.</summary>
    public required string Reason { get; init; }
}
