namespace Delivery.Payments.Tests.Support;

/// <summary>What the sandbox's ledger says about an order.</summary>
internal sealed record SandboxBooks(long Authorized, long Captured, long Refunded, long Voided, bool Open);
