namespace Delivery.PaymentSandbox.Ledger;

/// <summary>One line of the provider's books.</summary>
internal sealed record Entry(
    long Sequence, string Reference, string? AuthorizationId, EntryKind Kind, long Amount, string Currency, DateTimeOffset At);
