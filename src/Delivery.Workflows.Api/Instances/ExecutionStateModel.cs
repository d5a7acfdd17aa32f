namespace Delivery.Workflows.Api.Instances;

/// <summary>How far an instance is; the viewer asks every few seconds.</summary>
internal sealed record ExecutionStateModel(WorkflowStatus Status, WorkflowSubStatus SubStatus, DateTimeOffset UpdatedAt);
