namespace Delivery.Orchestrator.Instances;

/// <summary>Why an undo is taken for done.</summary>
/// <param name="Note">For the journal.</param>
internal sealed record ResolveUndoRequest(string? Note);
