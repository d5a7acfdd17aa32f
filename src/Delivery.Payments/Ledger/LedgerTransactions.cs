using Delivery.Contracts;
using Delivery.Contracts.Payments;

namespace Delivery.Payments.Ledger;

/// <summary>Makes balanced bookings.</summary>
internal static class LedgerTransactions
{
    private const string Platform = "platform";

    public static IReadOnlyList<LedgerEntry> Capture(string orderId, string customerId, Money amount, DateTimeOffset at) =>
        Balanced(
            Entry(LedgerTransactionKind.Capture, orderId, $"customer:{customerId}", -amount.Amount, amount.Currency, "Paid by the customer", at),
            Entry(LedgerTransactionKind.Capture, orderId, Platform, amount.Amount, amount.Currency, "Paid by the customer", at));

    public static IReadOnlyList<LedgerEntry> Refund(string orderId, string customerId, Money amount, DateTimeOffset at) =>
        Balanced(
            Entry(LedgerTransactionKind.Refund, orderId, Platform, -amount.Amount, amount.Currency, "Refunded to the customer", at),
            Entry(LedgerTransactionKind.Refund, orderId, $"customer:{customerId}", amount.Amount, amount.Currency, "Refunded to the customer", at));

    /// <summary>Store and rider get their shares from the platform, whether or not the customer paid.</summary>
    public static IReadOnlyList<LedgerEntry> Settlement(SettleOrder command, DateTimeOffset at)
    {
        var (store, rider) = (command.StoreAmount, command.RiderAmount);
        if (store.Currency != rider.Currency || store.Amount < 0 || rider.Amount < 0 || (rider.Amount > 0 && command.RiderId is null))
        {
            throw new InvalidOperationException(
                $"Order {command.OrderId} cannot be settled with {store} for the store and {rider} for rider '{command.RiderId}'.");
        }

        var total = store.Amount + rider.Amount;
        LedgerEntry[] entries =
        [
            Entry(LedgerTransactionKind.Settlement, command.OrderId, Platform, -total, store.Currency, "Shares of store and rider", at),
            Entry(LedgerTransactionKind.Settlement, command.OrderId, $"store:{command.StoreId}", store.Amount, store.Currency, "The store's share", at),
            Entry(LedgerTransactionKind.Settlement, command.OrderId, $"rider:{command.RiderId}", rider.Amount, rider.Currency, "The rider's share", at),
        ];
        return Balanced([.. entries.Where(entry => entry.Amount != 0)]);
    }

    private static LedgerEntry[] Balanced(params LedgerEntry[] entries) =>
        entries.Sum(entry => entry.Amount) == 0
            ? entries
            : throw new InvalidOperationException("The entries of a booking must sum to zero.");

    private static LedgerEntry Entry(
        LedgerTransactionKind transaction, string orderId, string account, long amount, string currency, string memo, DateTimeOffset at) => new()
        {
            OrderId = orderId,
            Transaction = transaction,
            Account = account,
            Amount = amount,
            Currency = currency,
            Memo = memo,
            At = at,
        };
}
