using System.Text.Json.Nodes;

namespace Delivery.Workflows.Api.Instances;

/// <summary>A variable of an instance.</summary>
internal sealed record VariableModel(string Id, string Name, JsonNode? Value);
