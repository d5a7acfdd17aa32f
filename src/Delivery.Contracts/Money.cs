namespace Delivery.Contracts;

/// <summary>An amount of one currency.</summary>
/// <param name="Amount">In minor units: won for KRW, which has none, cents for USD.</param>
/// <param name="Currency">ISO 4217, upper case.</param>
public sealed record Money(long Amount, string Currency);
