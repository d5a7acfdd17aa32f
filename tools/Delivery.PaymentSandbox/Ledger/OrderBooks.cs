namespace Delivery.PaymentSandbox.Ledger;

/// <summary>What the provider's books say about one reference.</summary>
/// <param name="Reference">The merchant's.</param>
/// <param name="Authorized">The sum of what was ever held.</param>
/// <param name="Captured">The sum of what was ever taken.</param>
/// <param name="Refunded">The sum of what was given back.</param>
/// <param name="Voided">The sum of what was released.</param>
/// <param name="Open">True while an authorization dangles: neither captured nor voided.</param>
/// <param name="Entries">In the order in which they were written.</param>
internal sealed record OrderBooks(
    string Reference, long Authorized, long Captured, long Refunded, long Voided, bool Open, IReadOnlyList<Entry> Entries);
