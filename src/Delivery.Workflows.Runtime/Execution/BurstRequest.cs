using Delivery.Workflows.Runtime.Definitions;

namespace Delivery.Workflows.Runtime.Execution;

/// <summary>What a burst is computed from, beside the state.</summary>
/// <param name="Kind">For telemetry: start, resume, cancel or alter.</param>
/// <param name="BaseRevision">The instance's revision; 0 for a new one.</param>
/// <param name="BaseCorrelationId">The instance's correlation.</param>
/// <param name="TraceParent">The trace that it continues; null for the current one.</param>
internal sealed record BurstRequest(string Kind, int BaseRevision, string? BaseCorrelationId, string? TraceParent)
{
    public ActivationStrategy Activation { get; init; }

    /// <summary>Whether the burst begins to cancel the instance; it ends in it only if nothing has to be undone first.</summary>
    public bool Cancels { get; init; }
}
