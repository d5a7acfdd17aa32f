namespace Delivery.Orchestrator.Escalations;

/// <summary>An operator's decision.</summary>
/// <param name="Resolution">How the order goes on.</param>
/// <param name="Note">Why, up to 500 characters.</param>
internal sealed record ResolveEscalationRequest(EscalationResolution? Resolution, string? Note);
