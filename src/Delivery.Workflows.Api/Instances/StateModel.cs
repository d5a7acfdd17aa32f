using System.Text.Json;
using System.Text.Json.Nodes;
using Delivery.Workflows.Api.Http;

namespace Delivery.Workflows.Api.Instances;

/// <summary>What an instance remembers, in Elsa's words. What only our engine remembers is not shown.</summary>
internal static class StateModel
{
    public static JsonObject Of(InstanceState state, IReadOnlyList<ActivityRecord> records)
    {
        var document = new JsonObject
        {
            ["id"] = state.Id,
            ["definitionId"] = state.DefinitionId,
            ["definitionVersionId"] = state.DefinitionVersionId,
            ["definitionVersion"] = state.DefinitionVersion,
            ["status"] = state.Status.ToString(),
            ["subStatus"] = state.SubStatus.ToString(),
            ["isExecuting"] = false,
            ["bookmarks"] = new JsonArray([.. state.Bookmarks.Select(Bookmark)]),
            ["incidents"] = new JsonArray([.. state.Incidents.Select(Incident)]),
            ["isSystem"] = false,
            ["completionCallbacks"] = new JsonArray(),
            ["activityExecutionContexts"] = new JsonArray([.. Alive(records).Select(record => Context(record, records, state))]),
            ["scheduledActivities"] = new JsonArray(),
            ["input"] = state.Input,
            ["output"] = state.Output,
            ["properties"] = new JsonObject(),
            ["createdAt"] = state.CreatedAt,
            ["updatedAt"] = state.UpdatedAt,
        };
        AddIfThere(document, "correlationId", state.CorrelationId);
        AddIfThere(document, "name", state.Name);
        AddIfThere(document, "finishedAt", state.FinishedAt is { } finished ? JsonValue.Create(finished) : null);
        return document;
    }

    private static IEnumerable<ActivityRecord> Alive(IReadOnlyList<ActivityRecord> records) =>
        records.Where(record => record.ParentId is null || record.Status is ActivityStatus.Running or ActivityStatus.Faulted);

    private static JsonObject Bookmark(Bookmark bookmark)
    {
        var document = new JsonObject
        {
            ["id"] = bookmark.Id,
            ["name"] = bookmark.Name,
            ["hash"] = bookmark.Hash,
            ["payload"] = bookmark.Payload?.DeepClone(),
            ["activityId"] = bookmark.ActivityId,
            ["activityNodeId"] = bookmark.ActivityNodeId,
            ["activityInstanceId"] = bookmark.ActivityInstanceId,
            ["createdAt"] = bookmark.CreatedAt,
            ["autoBurn"] = true,
            ["autoComplete"] = true,
        };
        AddIfThere(document, "dueAt", bookmark.DueAt is { } due ? JsonValue.Create(due) : null);
        return document;
    }

    private static JsonObject Incident(Incident incident)
    {
        var document = new JsonObject
        {
            ["activityId"] = incident.ActivityId,
            ["activityNodeId"] = incident.ActivityNodeId,
            ["activityType"] = incident.ActivityType,
            ["message"] = incident.Message,
            ["timestamp"] = incident.Timestamp,
        };
        AddIfThere(document, "exception", JsonSerializer.SerializeToNode(incident.Exception, ElsaJson.Options));
        return document;
    }

    private static JsonObject Context(ActivityRecord record, IReadOnlyList<ActivityRecord> records, InstanceState state)
    {
        var isRoot = record.ParentId is null;
        var document = new JsonObject
        {
            ["id"] = record.Id,
            ["callStackDepth"] = record.CallStackDepth,
            ["scheduledActivityNodeId"] = record.ActivityNodeId,
            ["properties"] = isRoot ? new JsonObject { ["Variables"] = state.Variables } : record.Properties?.DeepClone() ?? new JsonObject(),
            ["metadata"] = new JsonObject(),
            ["activityState"] = record.ActivityState?.DeepClone() ?? new JsonObject(),
            ["dynamicVariables"] = new JsonArray(),
            ["status"] = record.Status.ToString(),
            ["isExecuting"] = false,
            ["faultCount"] = record.AggregateFaultCount,
            ["startedAt"] = record.StartedAt,
        };
        AddIfThere(document, "parentContextId", record.ParentId);
        AddIfThere(document, "ownerActivityNodeId", records.FirstOrDefault(parent => parent.Id == record.ParentId)?.ActivityNodeId);
        AddIfThere(document, "completedAt", record.CompletedAt is { } completed ? JsonValue.Create(completed) : null);
        return document;
    }

    private static void AddIfThere(JsonObject document, string name, JsonNode? value)
    {
        if (value is not null)
        {
            document[name] = value;
        }
    }
}
