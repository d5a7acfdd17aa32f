namespace Delivery.Contracts.Payments;

/// <summary>Credits the store and the rider in the ledger; the platform bears what the customer did not pay.</summary>
[Activity(ActivityCategories.Payment, "Settle order", Icon = "account_balance")]
[HandledBy(Modules.Payments)]
[AnsweredBy(typeof(OrderSettled))]
public sealed record SettleOrder : IOrderCommand
{
    /// <inheritdoc />
    public required string OrderId { get; init; }

    /// <inheritdoc />
    public string? RequestId { get; init; }

    /// <summary>The store to credit.</summary>
    public required string StoreId { get; init; }

    /// <summary>The store's share; zero for none.</summary>
    public required Money StoreAmount { get; init; }

    /// <summary>The rider to credit; null for none.</summary>
    public string? RiderId { get; init; }

    /// <summary>The rider's share; zero for none.</summary>
    public required Money RiderAmount { get; init; }
}
