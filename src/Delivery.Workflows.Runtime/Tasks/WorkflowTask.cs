using System.Text.Json.Nodes;

namespace Delivery.Workflows.Runtime.Tasks;

/// <summary>Something that a workflow wants somebody to do.</summary>
/// <param name="Id">The task; equal however often it is handed out.</param>
/// <param name="Name">What is to be done.</param>
/// <param name="Payload">What is needed for it.</param>
/// <param name="InstanceId">The instance that waits for it.</param>
/// <param name="CorrelationId">The instance's correlation.</param>
public sealed record WorkflowTask(string Id, string Name, JsonNode? Payload, string InstanceId, string? CorrelationId);
