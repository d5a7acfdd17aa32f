namespace Delivery.Simulator.Api.Wire;

/// <summary>What the payment provider has in its books for an order.</summary>
internal sealed record ProviderBooks(string Reference, long Authorized, long Captured, long Refunded, long Voided, bool Open, IReadOnlyList<ProviderEntry> Entries);
