using System.Text.Json.Nodes;

namespace Delivery.Workflows.Runtime.Definitions;

/// <summary>What the server notes in the custom properties of a stored definition. It never leaves with a file, and says nothing about the workflow.</summary>
public static class DefinitionBookkeeping
{
    /// <summary>Who saved this version last.</summary>
    public const string EditorProperty = "Delivery.Editor";

    /// <summary>Takes it out of a document.</summary>
    public static void Remove(JsonObject document)
    {
        ArgumentNullException.ThrowIfNull(document);
        (document["customProperties"] as JsonObject)?.Remove(EditorProperty);
    }
}
