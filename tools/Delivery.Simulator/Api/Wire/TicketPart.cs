namespace Delivery.Simulator.Api.Wire;

/// <summary>The ticket as the projection shows it.</summary>
internal sealed record TicketPart(int Round, string State, int Version);
