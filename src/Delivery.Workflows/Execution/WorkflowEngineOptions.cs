namespace Delivery.Workflows;

/// <summary>Limits and defaults of an engine.</summary>
public sealed class WorkflowEngineOptions
{
}
