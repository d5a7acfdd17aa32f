namespace Delivery.Workflows.Api.Definitions;

/// <summary>The published definitions that use one.</summary>
internal sealed record ConsumersModel(IReadOnlyList<string> ConsumingWorkflowDefinitionIds);
