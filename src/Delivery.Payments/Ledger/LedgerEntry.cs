namespace Delivery.Payments.Ledger;

/// <summary>One side of a booking. The entries of one transaction sum to zero.</summary>
internal sealed class LedgerEntry
{
    public long Id { get; init; }

    public required string OrderId { get; init; }

    /// <summary>What was booked. An order has each kind at most once.</summary>
    public required LedgerTransactionKind Transaction { get; init; }

    /// <summary>For example <c>store:sto_hanok</c>.</summary>
    public required string Account { get; init; }

    /// <summary>In minor units; what the account gets is positive.</summary>
    public required long Amount { get; init; }

    public required string Currency { get; init; }

    /// <summary>For the operator to read.</summary>
    public required string Memo { get; init; }

    public required DateTimeOffset At { get; init; }
}
