namespace Delivery.PaymentSandbox.Ledger;

internal enum EntryKind
{
    Authorized,
    Declined,
    Captured,
    CaptureFailed,
    Voided,
    Refunded,
}
