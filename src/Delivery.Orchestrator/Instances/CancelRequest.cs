namespace Delivery.Orchestrator.Instances;

/// <summary>Why an instance is cancelled.</summary>
/// <param name="Reason">For the journal.</param>
internal sealed record CancelRequest(string? Reason);
