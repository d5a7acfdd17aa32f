namespace Delivery.PaymentSandbox.Tests;

/// <summary>What the ledger says about a reference.</summary>
internal sealed record Books(long Authorized, long Captured, long Refunded, long Voided, bool Open);
