namespace Delivery.Simulator.Api.Wire;

/// <summary>One side of a booking.</summary>
internal sealed record LedgerEntry(string Account, long Amount, string Currency);
