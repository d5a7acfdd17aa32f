using System.Globalization;
using System.Text.Json.Nodes;

namespace Delivery.Workflows.Runtime.Definitions;

/// <summary>What the server notes in the custom properties of a stored definition. It never leaves with a file, and says nothing about the workflow.</summary>
public static class DefinitionBookkeeping
{
    /// <summary>Who saved this version last.</summary>
    public const string EditorProperty = "Delivery.Editor";

    /// <summary>Notes whose work a document is.</summary>
    /// <param name="document">The document.</param>
    /// <param name="who">Who saved it.</param>
    /// <param name="session">In which opening of the editor; it holds no <c>|</c>.</param>
    /// <param name="versionId">Which version it is: a copy of it is nobody's.</param>
    /// <param name="number">Which change of the editor's page it was; 0 from whoever does not count.</param>
    public static void PutEditor(JsonObject document, string who, string session, string versionId, long number)
    {
        ArgumentNullException.ThrowIfNull(document);
        if (document["customProperties"] is not JsonObject properties)
        {
            document["customProperties"] = properties = [];
        }

        properties[EditorProperty] = string.Create(CultureInfo.InvariantCulture, $"{session}.{number}|{versionId}|{who}");
    }

    /// <summary>The document says something now that its last editor has not seen. It stays the work of whoever saved it.</summary>
    public static void EndSession(JsonObject document)
    {
        ArgumentNullException.ThrowIfNull(document);
        if (document["customProperties"] is JsonObject properties && properties[EditorProperty]?.ToString() is { } mark)
        {
            properties[EditorProperty] = mark[Math.Max(mark.IndexOf('|', StringComparison.Ordinal), 0)..];
        }
    }

    /// <summary>Takes it out of a document.</summary>
    public static void Remove(JsonObject document)
    {
        ArgumentNullException.ThrowIfNull(document);
        (document["customProperties"] as JsonObject)?.Remove(EditorProperty);
    }
}
