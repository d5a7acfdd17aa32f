using System.Text.Json;
using System.Text.Json.Nodes;

namespace Delivery.Workflows.Runtime.Definitions;

/// <summary>What lists show of a definition's text. It is kept beside the text, so that lists need not read that.</summary>
internal readonly record struct DefinitionHeader(string? Description, string? ToolVersion, bool IsReadonly)
{
    public static DefinitionHeader Of(WorkflowDefinition definition) => new(
        Text(definition.Document, "description"),
        Text(definition.Document, "toolVersion"),
        definition.Document["isReadonly"]?.GetValueKind() == JsonValueKind.True);

    /// <summary>PostgreSQL keeps no text with a NUL.</summary>
    private static string? Text(JsonObject document, string member) =>
        document[member] is JsonValue value && value.TryGetValue(out string? text) ? text.Replace("\0", "", StringComparison.Ordinal) : null;
}
