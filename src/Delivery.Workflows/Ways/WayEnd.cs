namespace Delivery.Workflows;

/// <summary>An end to which at least one way leads.</summary>
/// <param name="Last">The last activity before the end.</param>
/// <param name="State">The state at the end.</param>
/// <param name="Trail">One way to it, in the names of the activities.</param>
public sealed record WayEnd<TState>(WorkflowGraphNode Last, TState State, string Trail);
