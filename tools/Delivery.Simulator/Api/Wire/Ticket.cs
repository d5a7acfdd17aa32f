namespace Delivery.Simulator.Api.Wire;

/// <summary>A ticket as the kitchen sees it.</summary>
internal sealed record Ticket(string OrderId, int Round, string State, int Version);
