using System.Text.Json;
using System.Text.Json.Nodes;

namespace Delivery.Workflows.State;

/// <summary>Reads every format that <see cref="InstanceStateWriter"/> ever wrote.</summary>
internal static class InstanceStateReader
{
    public static InstanceState Read(ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json, new JsonReaderOptions { MaxDepth = 512 });
        if (JsonNode.Parse(ref reader) is not JsonObject state)
        {
            throw new JsonException("An instance state is a JSON object.");
        }

        var format = state["format"]?.GetValue<int>() ?? 0;
        if (format is < 1 or > InstanceStateWriter.FormatVersion)
        {
            throw new StateFormatException(
                $"The instance state has format {format}; this version of the engine reads formats 1 to {InstanceStateWriter.FormatVersion}. Run it with the version that wrote it, or a later one.");
        }

        return State(state);
    }

    private static InstanceState State(JsonObject json)
    {
        var id = Text(json, "id");
        return new InstanceState
        {
            Id = id,
            DefinitionId = Text(json, "definitionId"),
            DefinitionVersion = Number(json, "definitionVersion"),
            DefinitionVersionId = Text(json, "definitionVersionId"),
            BundleHash = Text(json, "bundleHash"),
            CorrelationId = OptionalText(json, "correlationId"),
            Name = OptionalText(json, "name"),
            Status = Enum<WorkflowStatus>(json, "status"),
            SubStatus = Enum<WorkflowSubStatus>(json, "subStatus"),
            CreatedAt = Instant(json, "createdAt"),
            UpdatedAt = Instant(json, "updatedAt"),
            FinishedAt = OptionalInstant(json, "finishedAt"),
            TriggerActivityId = OptionalText(json, "triggerActivityId"),
            LastExecution = Number(json, "lastExecution"),
            LastBookmark = Number(json, "lastBookmark"),
            LogSequence = json["logSequence"]!.GetValue<long>(),
            LastUndo = OptionalNumber(json, "lastUndo") ?? 0,
            Random = json["random"]!.GetValue<ulong>(),
            Inputs = Values(json, "input") ?? [],
            Outputs = Values(json, "output") ?? [],
            NestedVariables = Values(json, "nestedVariables") ?? [],
            Properties = Values(json, "properties") ?? [],
            Parent = Parent(json["parent"] as JsonObject),
            LastResult = json["lastResult"],
            Executions = Items(json, "executions", Execution),
            Bookmarks = Items(json, "bookmarks", item => Bookmark(item, id)),
            DormantBookmarks = Items(json, "dormantBookmarks", item => Bookmark(item, id)),
            Incidents = Items(json, "incidents", Incident),
        };
    }

    private static ParentLink? Parent(JsonObject? json) => json is null ? null : new ParentLink
    {
        InstanceId = Text(json, "instanceId"),
        Depth = Number(json, "depth"),
        Undoes = Flag(json, "undoes"),
        Stimulus = OptionalText(json, "stimulus"),
        StimulusHash = OptionalText(json, "stimulusHash"),
    };

    private static ExecutionState Execution(JsonObject json) => new()
    {
        Number = Number(json, "number"),
        Parent = OptionalNumber(json, "parent"),
        NodeId = Text(json, "nodeId"),
        Status = Enum<ActivityStatus>(json, "status"),
        StartedAt = Instant(json, "startedAt"),
        CompletedAt = OptionalInstant(json, "completedAt"),
        Scheduler = OptionalNumber(json, "scheduler"),
        SchedulerActivityId = OptionalText(json, "schedulerActivityId"),
        Depth = OptionalNumber(json, "depth") ?? 0,
        Tag = OptionalText(json, "tag"),
        FaultCount = OptionalNumber(json, "faultCount") ?? 0,
        Exception = Exception(json),
        Properties = json["properties"] as JsonObject,
        Variables = Values(json, "variables"),
        DynamicVariables = Values(json, "dynamicVariables"),
        Inputs = Values(json, "inputs"),
        Outputs = Values(json, "outputs"),
        JournalData = Values(json, "journalData"),
        ChildOutputs = Values(json, "childOutputs"),
        Tokens = json["tokens"] is null ? null : Items(json, "tokens", Token),
        Counters = json["counters"] is JsonObject counters ? Counters(counters) : null,
        Undos = json["undos"] is null ? null : Items(json, "undos", Undo),
        Compensation = json["compensation"] is JsonObject compensation
            ? new CompensationState(Text(compensation, "reason"), OptionalText(compensation, "message"))
            : null,
        Closing = json["closing"] is JsonObject closing ? Closing(closing) : null,
        IsFrame = Flag(json, "frame"),
    };

    private static RegisteredUndo Undo(JsonObject json) =>
        new(Number(json, "number"), Items(json, "frames", Frame)) { Running = OptionalNumber(json, "running") };

    private static UndoFrame Frame(JsonObject json) =>
        new(Text(json, "nodeId"), Values(json, "variables"), Values(json, "dynamicVariables"), Values(json, "childOutputs"));

    private static ClosingState Closing(JsonObject json) => new(
        Enum<ClosingKind>(json, "kind"),
        json["outcomes"] is JsonArray outcomes ? [.. outcomes.Select(outcome => outcome!.GetValue<string>())] : null,
        Flag(json, "notifies"));

    private static FlowCounters Counters(JsonObject json)
    {
        var counters = new FlowCounters();
        foreach (var (id, visits) in json["activities"] as JsonObject ?? [])
        {
            counters.Activities.Add(id, visits!.GetValue<int>());
        }

        foreach (var (key, count) in json["connections"] as JsonObject ?? [])
        {
            counters.Connections.Add(key, new FlowCounters.ConnectionCount(Number((JsonObject)count!, "visits"), Flag((JsonObject)count!, "followed")));
        }

        return counters;
    }

    private static FlowToken Token(JsonObject json) => new(Text(json, "from"), Text(json, "to"), OptionalText(json, "outcome"))
    {
        Consumed = Flag(json, "consumed"),
        Blocked = Flag(json, "blocked"),
    };

    private static Bookmark Bookmark(JsonObject json, string instanceId)
    {
        var number = Number(json, "number");
        var owner = Number(json, "owner");
        return new Bookmark
        {
            Id = Delivery.Workflows.Execution.InstanceIds.Bookmark(instanceId, number),
            Number = number,
            Owner = owner,
            Name = Text(json, "name"),
            Hash = Text(json, "hash"),
            Payload = json["payload"] as JsonObject,
            ActivityId = Text(json, "activityId"),
            ActivityNodeId = Text(json, "activityNodeId"),
            ActivityInstanceId = Delivery.Workflows.Execution.InstanceIds.Activity(instanceId, owner),
            CreatedAt = Instant(json, "createdAt"),
            DueAt = OptionalInstant(json, "dueAt"),
            AutoBurn = !Flag(json, "keep"),
        };
    }

    private static Incident Incident(JsonObject json) => new()
    {
        ActivityId = Text(json, "activityId"),
        ActivityNodeId = Text(json, "activityNodeId"),
        ActivityType = Text(json, "activityType"),
        ActivityInstanceId = Text(json, "activityInstanceId"),
        Message = Text(json, "message"),
        Exception = Exception(json),
        Timestamp = Instant(json, "timestamp"),
    };

    private static ExceptionState? Exception(JsonObject json) => json["exception"] is JsonObject exception
        ? new ExceptionState(Text(exception, "type"), Text(exception, "message")) { InnerException = Exception(exception) }
        : null;

    private static List<T> Items<T>(JsonObject json, string name, Func<JsonObject, T> read) =>
        json[name] is JsonArray items ? [.. items.Select(item => read((JsonObject)item!))] : [];

    private static Dictionary<string, JsonNode?>? Values(JsonObject json, string name)
    {
        if (json[name] is not JsonObject values)
        {
            return null;
        }

        var result = new Dictionary<string, JsonNode?>(values.Count);
        foreach (var (key, value) in values)
        {
            result.Add(key, value);
        }

        return result;
    }

    private static string Text(JsonObject json, string name) => json[name]?.GetValue<string>() ?? throw new JsonException($"The instance state lacks '{name}'.");

    private static string? OptionalText(JsonObject json, string name) => json[name]?.GetValue<string>();

    private static int Number(JsonObject json, string name) => json[name]?.GetValue<int>() ?? throw new JsonException($"The instance state lacks '{name}'.");

    private static int? OptionalNumber(JsonObject json, string name) => json[name]?.GetValue<int>();

    private static DateTimeOffset Instant(JsonObject json, string name) =>
        json[name]?.GetValue<DateTimeOffset>() ?? throw new JsonException($"The instance state lacks '{name}'.");

    private static DateTimeOffset? OptionalInstant(JsonObject json, string name) => json[name]?.GetValue<DateTimeOffset>();

    private static bool Flag(JsonObject json, string name) => json[name]?.GetValue<bool>() ?? false;

    private static T Enum<T>(JsonObject json, string name)
        where T : struct, Enum => System.Enum.Parse<T>(Text(json, name));
}
