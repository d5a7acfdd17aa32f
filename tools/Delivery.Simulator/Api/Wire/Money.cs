namespace Delivery.Simulator.Api.Wire;

/// <summary>An amount in minor units.</summary>
internal sealed record Money(long Amount, string Currency);
