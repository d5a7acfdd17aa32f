namespace Delivery.Payments.Ledger;

internal enum LedgerTransactionKind
{
    Capture,
    Refund,
    Settlement,
}
