using System.Text.Json.Nodes;
using Delivery.Workflows.Values;

namespace Delivery.Workflows.Definitions;

/// <summary>Finds the activities of a document that run another workflow inline.</summary>
internal static class WorkflowReferences
{
    public static string Key(WorkflowReference reference) => $"{reference.DefinitionId}|{reference.VersionId}|{reference.Version}";

    public static WorkflowReference? Of(JsonObject activity)
    {
        var definitionId = Text(activity, "workflowDefinitionId");
        var versionId = Text(activity, "workflowDefinitionVersionId");
        return definitionId is null && versionId is null
            ? null
            : new WorkflowReference { DefinitionId = definitionId, VersionId = versionId, Version = activity.IntMember("version") };
    }

    public static IEnumerable<WorkflowReference> In(JsonNode? node)
    {
        var found = new List<WorkflowReference>();
        Collect(node, found);
        return found;
    }

    private static void Collect(JsonNode? node, List<WorkflowReference> found)
    {
        if (node is JsonObject json)
        {
            if (json.ContainsKey("type") && Of(json) is { } reference)
            {
                found.Add(reference);
            }

            foreach (var (_, value) in json)
            {
                Collect(value, found);
            }
        }
        else if (node is JsonArray array)
        {
            foreach (var item in array)
            {
                Collect(item, found);
            }
        }
    }

    /// <summary>Text only: DispatchWorkflow has an input of the same name, which is an object.</summary>
    private static string? Text(JsonObject activity, string member) =>
        activity[member] is JsonValue value && JsonValues.IsText(value) && value.GetValue<string>() is { Length: > 0 } text ? text : null;
}
