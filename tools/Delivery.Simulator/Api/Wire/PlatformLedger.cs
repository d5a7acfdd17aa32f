namespace Delivery.Simulator.Api.Wire;

/// <summary>The platform's bookings of an order.</summary>
internal sealed record PlatformLedger(string OrderId, IReadOnlyList<LedgerEntry> Entries);
