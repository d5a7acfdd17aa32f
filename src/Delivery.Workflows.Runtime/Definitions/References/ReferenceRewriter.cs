using System.Globalization;
using System.Text.Json.Nodes;

namespace Delivery.Workflows.Runtime.Definitions.References;

/// <summary>Lets the activities of a document that run a workflow run another version of it.</summary>
internal static class ReferenceRewriter
{
    private const string DefinitionId = "workflowDefinitionId";
    private const string VersionId = "workflowDefinitionVersionId";

    /// <summary>Null when nothing in it runs the workflow, and the same definition when all that does runs that version.</summary>
    /// <param name="consumer">The document.</param>
    /// <param name="target">What its activities are to run.</param>
    /// <param name="versionIds">All versions of the same definition: an activity may name nothing else.</param>
    public static WorkflowDefinition? Rewrite(WorkflowDefinition consumer, DefinitionVersion target, IReadOnlySet<string> versionIds)
    {
        var document = consumer.Document.DeepClone().AsObject();
        var running = FindRunning(document["root"], target, versionIds).ToList();
        var changed = running.Where(activity => Point(activity, target)).ToList();
        if (changed.Count == 0)
        {
            return running.Count > 0 ? consumer : null;
        }

        // Whoever edits it at the moment has not seen this change, and must not undo it unseen.
        DefinitionBookkeeping.EndSession(document);
        return WorkflowDefinition.Parse(document.ToJsonString());
    }

    private static IEnumerable<JsonObject> FindRunning(JsonNode? node, DefinitionVersion target, IReadOnlySet<string> versionIds)
    {
        JsonObject[] own = node is JsonObject activity && Runs(activity, target, versionIds) ? [activity] : [];
        IEnumerable<JsonNode?> inner = node switch
        {
            JsonObject json => json.Select(member => member.Value),
            JsonArray array => array,
            _ => [],
        };
        return own.Concat(inner.SelectMany(child => FindRunning(child, target, versionIds)));
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
