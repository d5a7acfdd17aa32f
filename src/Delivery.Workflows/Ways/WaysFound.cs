namespace Delivery.Workflows;

/// <summary>Where the ways through a definition lead.</summary>
public sealed record WaysFound<TState>
{
    /// <summary>Each end in each state, once.</summary>
    public required IReadOnlyList<WayEnd<TState>> Ends { get; init; }

    /// <summary>Each wait in each state, once.</summary>
    public required IReadOnlyList<WayWait<TState>> Waits { get; init; }

    /// <summary>How many steps that took.</summary>
    public required int Steps { get; init; }

    /// <summary>Where following them was given up because there are too many; null when all were followed.</summary>
    public WorkflowGraphNode? GaveUpAt { get; init; }
}
