namespace Delivery.Contracts.Payments;

/// <summary>The ledger of the order sums to zero.</summary>
[Activity(ActivityCategories.Payment, "Order settled", Icon = "account_balance")]
[Outcome("Settled")]
[KeptFor(hours: 24)]
public sealed record OrderSettled : IOrderEvent
{
    /// <inheritdoc />
    public required string OrderId { get; init; }

    /// <inheritdoc />
    public required int Version { get; init; }

    /// <inheritdoc />
    public required DateTimeOffset At { get; init; }

    /// <inheritdoc />
    public string? RequestId { get; init; }
}
