using Delivery.Contracts;
using Delivery.Workflows.Runtime.Definitions;

namespace Delivery.Workflows.Runtime.Commits;

/// <summary>A computed burst in the form in which it is stored. Whatever can fail about it has failed before a transaction is open.</summary>
internal sealed class PreparedBurst
{
    public required Burst Burst { get; init; }

    /// <summary>The revision it was computed from; 0 for a new instance.</summary>
    public required int BaseRevision { get; init; }

    /// <summary>The correlation before the burst.</summary>
    public string? BaseCorrelationId { get; init; }

    /// <summary>For an instance that a trigger starts: what must hold in the commit.</summary>
    public ActivationStrategy Activation { get; init; }

    /// <summary>The burst's state, serialized.</summary>
    public required byte[] State { get; init; }

    /// <summary>The messages that leave with the commit.</summary>
    public required IReadOnlyList<IMessage> Messages { get; init; }

    /// <summary>The events for other instances.</summary>
    public required IReadOnlyList<PublishWorkflowEvent> Events { get; init; }

    /// <summary>The span under which it was computed, which its messages and timers continue.</summary>
    public System.Diagnostics.Activity? Span { get; init; }

    public bool IsNew => BaseRevision == 0;

    public string InstanceId => Burst.State.Id;
}
