using System.Text.Json.Nodes;

namespace Delivery.Workflows.Api.Definitions;

/// <summary>An activity with its path.</summary>
internal sealed record NodeModel(string NodeId, string? Port, JsonObject Activity);
