namespace Delivery.Workflows;

/// <summary>An arrow of a flowchart.</summary>
/// <param name="Outcome">The outcome that it is followed for.</param>
/// <param name="TargetNodeId">The path of the activity that it leads to.</param>
public sealed record WorkflowArrow(string Outcome, string TargetNodeId);
