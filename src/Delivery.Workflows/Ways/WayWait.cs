namespace Delivery.Workflows;

/// <summary>An activity that waits for somebody outside, in a state in which at least one way comes to it.</summary>
public sealed record WayWait<TState>(WorkflowGraphNode Activity, TState State);
