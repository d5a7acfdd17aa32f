using System.Text.Json.Nodes;

namespace Delivery.Workflows.Api.Definitions;

/// <summary>What saving has brought. The Studio goes on with the definition in here.</summary>
internal sealed record SavedModel(JsonObject WorkflowDefinition, bool AlreadyPublished, int ConsumingWorkflowCount, IReadOnlyList<string> ValidationErrors);
