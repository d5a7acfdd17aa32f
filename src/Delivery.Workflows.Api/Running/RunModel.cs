using System.Text.Json.Nodes;

namespace Delivery.Workflows.Api.Running;

/// <summary>How far a run has come.</summary>
internal sealed record RunModel(JsonObject WorkflowState);
