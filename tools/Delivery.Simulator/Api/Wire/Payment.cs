namespace Delivery.Simulator.Api.Wire;

/// <summary>A payment as Payments shows it.</summary>
internal sealed record Payment(string OrderId, string State, Money? Amount, Money? Refunded);
