using System.Globalization;
using System.Text.Json.Nodes;

namespace Delivery.Workflows.Runtime.Definitions;

/// <summary>Lets the activities of a document that run a workflow run another version of it.</summary>
internal static class ReferenceRewriter
{
    private const string DefinitionId = "workflowDefinitionId";
    private const string VersionId = "workflowDefinitionVersionId";

    /// <summary>Null when nothing in it runs the workflow, or only in that version.</summary>
    /// <param name="consumer">The document.</param>
    /// <param name="target">What its activities are to run.</param>
    /// <param name="versionIds">All versions of the same definition: an activity may name nothing else.</param>
    public static WorkflowDefinition? Rewrite(WorkflowDefinition consumer, DefinitionVersion target, IReadOnlySet<string> versionIds)
    {
        var document = consumer.Document.DeepClone().AsObject();
        if (!Rewrite(document["root"], target, versionIds))
        {
            return null;
        }

        // Whoever edits it at the moment has not seen this change, and must not undo it unseen.
        DefinitionBookkeeping.Remove(document);
        return WorkflowDefinition.Parse(document.ToJsonString());
    }

    private static bool Rewrite(JsonNode? node, DefinitionVersion target, IReadOnlySet<string> versionIds)
    {
        var changed = node is JsonObject activity && Runs(activity, target, versionIds) && Point(activity, target);
        IEnumerable<JsonNode?> inner = node switch
        {
            JsonObject json => json.Select(member => member.Value),
            JsonArray array => array,
            _ => [],
        };
        return inner.ToList().Aggregate(changed, (any, child) => Rewrite(child, target, versionIds) || any);
    }

    /// <summary>By text only: the input of the same name of <c>DispatchWorkflow</c> is an object, and always means what is published.</summary>
    private static bool Runs(JsonObject activity, DefinitionVersion target, IReadOnlySet<string> versionIds) =>
        activity.ContainsKey("type")
        && (Text(activity, DefinitionId) is { } definitionId
            ? definitionId == target.DefinitionId
            : Text(activity, VersionId) is { } versionId && versionIds.Contains(versionId));

    private static bool Point(JsonObject activity, DefinitionVersion target)
    {
        if (Text(activity, VersionId) == target.Id && activity["version"]?.ToString() == target.Version.ToString(CultureInfo.InvariantCulture))
        {
            return false;
        }

        activity[VersionId] = target.Id;
        activity["version"] = target.Version;
        return true;
    }

    private static string? Text(JsonObject activity, string member) =>
        activity[member] is JsonValue value && value.TryGetValue(out string? text) && text.Length > 0 ? text : null;
}
