namespace Delivery.Simulator.Api.Wire;

/// <summary>An incident that waits for an operator.</summary>
internal sealed record Escalation(string EscalationId, string OrderId, string Kind, string State);
