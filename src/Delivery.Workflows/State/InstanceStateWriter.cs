using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Delivery.Workflows.Values;

namespace Delivery.Workflows.State;

/// <summary>
/// Writes states by hand: this format must stay readable for years, so no change of a class may change it by accident. What is empty is
/// left out. Every addition is an optional member; a change that older readers would misread raises <see cref="FormatVersion"/>, and states
/// that do not need it go on being written in the older format, which older versions of the engine beside this one can read.
/// </summary>
internal static class InstanceStateWriter
{
    public const int FormatVersion = 4;

    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    public static byte[] Write(InstanceState state)
    {
        var buffer = new ArrayBufferWriter<byte>(2048);
        using var writer = new Utf8JsonWriter(buffer, Options);
        writer.WriteStartObject();
        writer.WriteNumber("format", state.Format);
        Text(writer, "id", state.Id);
        Text(writer, "definitionId", state.DefinitionId);
        writer.WriteNumber("definitionVersion", state.DefinitionVersion);
        Text(writer, "definitionVersionId", state.DefinitionVersionId);
        Text(writer, "bundleHash", state.BundleHash);
        Text(writer, "correlationId", state.CorrelationId);
        Text(writer, "name", state.Name);
        Text(writer, "status", state.Status.ToString());
        Text(writer, "subStatus", state.SubStatus.ToString());
        writer.WriteString("createdAt", state.CreatedAt);
        writer.WriteString("updatedAt", state.UpdatedAt);
        Instant(writer, "finishedAt", state.FinishedAt);
        Text(writer, "triggerActivityId", state.TriggerActivityId);
        writer.WriteNumber("lastExecution", state.LastExecution);
        writer.WriteNumber("lastBookmark", state.LastBookmark);
        writer.WriteNumber("logSequence", state.LogSequence);
        Number(writer, "lastUndo", NonZero(state.LastUndo));
        writer.WriteNumber("random", state.Random);
        Values(writer, "input", state.Inputs);
        Values(writer, "output", state.Outputs);
        Values(writer, "nestedVariables", state.NestedVariables);
        Values(writer, "properties", state.Properties);
        Parent(writer, state.Parent);
        Node(writer, "lastResult", state.LastResult);
        Array(writer, "executions", state.Executions, Execution);
        Array(writer, "bookmarks", state.Bookmarks, Bookmark);
        Array(writer, "dormantBookmarks", state.DormantBookmarks, Bookmark);
        Array(writer, "incidents", state.Incidents, Incident);
        writer.WriteEndObject();
        writer.Flush();
        return buffer.WrittenSpan.ToArray();
    }

    private static void Parent(Utf8JsonWriter writer, ParentLink? parent)
    {
        if (parent is not null)
        {
            writer.WriteStartObject("parent");
            Text(writer, "instanceId", parent.InstanceId);
            writer.WriteNumber("depth", parent.Depth);
            Flag(writer, "undoes", parent.Undoes);
            Text(writer, "stimulus", parent.Stimulus);
            Text(writer, "stimulusHash", parent.StimulusHash);
            writer.WriteEndObject();
        }
    }

    private static void Execution(Utf8JsonWriter writer, ExecutionState execution)
    {
        writer.WriteNumber("number", execution.Number);
        Number(writer, "parent", execution.Parent);
        Text(writer, "nodeId", execution.NodeId);
        Text(writer, "status", execution.Status.ToString());
        writer.WriteString("startedAt", execution.StartedAt);
        Instant(writer, "completedAt", execution.CompletedAt);
        Number(writer, "scheduler", execution.Scheduler);
        Text(writer, "schedulerActivityId", execution.SchedulerActivityId);
        Number(writer, "depth", NonZero(execution.Depth));
        Text(writer, "tag", execution.Tag);
        Number(writer, "faultCount", NonZero(execution.FaultCount));
        Exception(writer, execution.Exception);
        Node(writer, "properties", execution.Properties);
        Values(writer, "variables", execution.Variables);
        Values(writer, "dynamicVariables", execution.DynamicVariables);
        Values(writer, "inputs", execution.Inputs);
        Values(writer, "outputs", execution.Outputs);
        Values(writer, "journalData", execution.JournalData);
        Values(writer, "childOutputs", execution.ChildOutputs);
        Array(writer, "tokens", execution.Tokens ?? [], Token);
        Counters(writer, execution.Counters);
        Array(writer, "undos", execution.Undos ?? [], Undo);
        Compensation(writer, execution.Compensation);
        Closing(writer, execution.Closing);
        Flag(writer, "frame", execution.IsFrame);
    }

    private static void Undo(Utf8JsonWriter writer, RegisteredUndo undo)
    {
        writer.WriteNumber("number", undo.Number);
        Number(writer, "running", undo.Running);
        Array(writer, "frames", undo.Frames, Frame);
    }

    private static void Frame(Utf8JsonWriter writer, UndoFrame frame)
    {
        Text(writer, "nodeId", frame.NodeId);
        Values(writer, "variables", frame.Variables);
        Values(writer, "dynamicVariables", frame.DynamicVariables);
        Values(writer, "childOutputs", frame.ChildOutputs);
    }

    private static void Compensation(Utf8JsonWriter writer, CompensationState? compensation)
    {
        if (compensation is not null)
        {
            writer.WriteStartObject("compensation");
            Text(writer, "reason", compensation.Reason);
            Text(writer, "message", compensation.Message);
            writer.WriteEndObject();
        }
    }

    private static void Closing(Utf8JsonWriter writer, ClosingState? closing)
    {
        if (closing is null)
        {
            return;
        }

        writer.WriteStartObject("closing");
        Text(writer, "kind", closing.Kind.ToString());
        Flag(writer, "notifies", closing.Notifies);
        if (closing.Outcomes is { } outcomes)
        {
            writer.WriteStartArray("outcomes");
            foreach (var outcome in outcomes)
            {
                writer.WriteStringValue(outcome);
            }

            writer.WriteEndArray();
        }

        writer.WriteEndObject();
    }

    private static void Counters(Utf8JsonWriter writer, FlowCounters? counters)
    {
        if (counters is null)
        {
            return;
        }

        writer.WriteStartObject("counters");
        writer.WriteStartObject("activities");
        foreach (var (id, visits) in counters.Activities.OrderBy(pair => pair.Key, StringComparer.Ordinal))
        {
            writer.WriteNumber(id, visits);
        }

        writer.WriteEndObject();
        writer.WriteStartObject("connections");
        foreach (var (key, count) in counters.Connections.OrderBy(pair => pair.Key, StringComparer.Ordinal))
        {
            writer.WriteStartObject(key);
            writer.WriteNumber("visits", count.Visits);
            Flag(writer, "followed", count.Followed);
            writer.WriteEndObject();
        }

        writer.WriteEndObject();
        writer.WriteEndObject();
    }

    private static void Token(Utf8JsonWriter writer, FlowToken token)
    {
        Text(writer, "from", token.From);
        Text(writer, "to", token.To);
        Text(writer, "outcome", token.Outcome);
        Flag(writer, "consumed", token.Consumed);
        Flag(writer, "blocked", token.Blocked);
    }

    private static void Bookmark(Utf8JsonWriter writer, Bookmark bookmark)
    {
        writer.WriteNumber("number", bookmark.Number);
        writer.WriteNumber("owner", bookmark.Owner);
        Text(writer, "name", bookmark.Name);
        Text(writer, "hash", bookmark.Hash);
        Node(writer, "payload", bookmark.Payload);
        Text(writer, "activityId", bookmark.ActivityId);
        Text(writer, "activityNodeId", bookmark.ActivityNodeId);
        writer.WriteString("createdAt", bookmark.CreatedAt);
        Instant(writer, "dueAt", bookmark.DueAt);
        Flag(writer, "keep", !bookmark.AutoBurn);
    }

    private static void Incident(Utf8JsonWriter writer, Incident incident)
    {
        Text(writer, "activityId", incident.ActivityId);
        Text(writer, "activityNodeId", incident.ActivityNodeId);
        Text(writer, "activityType", incident.ActivityType);
        Text(writer, "activityInstanceId", incident.ActivityInstanceId);
        Text(writer, "message", incident.Message);
        Exception(writer, incident.Exception);
        writer.WriteString("timestamp", incident.Timestamp);
    }

    private static void Exception(Utf8JsonWriter writer, ExceptionState? exception)
    {
        if (exception is not null)
        {
            writer.WriteStartObject("exception");
            Text(writer, "type", exception.Type);
            Text(writer, "message", exception.Message);
            Exception(writer, exception.InnerException);
            writer.WriteEndObject();
        }
    }

    private static void Array<T>(Utf8JsonWriter writer, string name, IReadOnlyList<T> items, Action<Utf8JsonWriter, T> write)
    {
        if (items.Count == 0)
        {
            return;
        }

        writer.WriteStartArray(name);
        foreach (var item in items)
        {
            writer.WriteStartObject();
            write(writer, item);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    /// <summary>In ordinal order, so that equal states are equal bytes whatever the order in which values were set.</summary>
    private static void Values(Utf8JsonWriter writer, string name, IReadOnlyDictionary<string, JsonNode?>? values)
    {
        if (values is not { Count: > 0 })
        {
            return;
        }

        writer.WriteStartObject(name);
        foreach (var (key, value) in values.OrderBy(pair => pair.Key, StringComparer.Ordinal))
        {
            writer.WritePropertyName(key);
            WriteNode(writer, value);
        }

        writer.WriteEndObject();
    }

    private static void Node(Utf8JsonWriter writer, string name, JsonNode? value)
    {
        if (value is not null)
        {
            writer.WritePropertyName(name);
            WriteNode(writer, value);
        }
    }

    private static void WriteNode(Utf8JsonWriter writer, JsonNode? value)
    {
        if (value is null)
        {
            writer.WriteNullValue();
        }
        else
        {
            value.WriteTo(writer, JsonValues.Options);
        }
    }

    private static void Text(Utf8JsonWriter writer, string name, string? value)
    {
        if (value is not null)
        {
            writer.WriteString(name, value);
        }
    }

    private static void Number(Utf8JsonWriter writer, string name, int? value)
    {
        if (value is { } number)
        {
            writer.WriteNumber(name, number);
        }
    }

    private static void Instant(Utf8JsonWriter writer, string name, DateTimeOffset? value)
    {
        if (value is { } instant)
        {
            writer.WriteString(name, instant);
        }
    }

    private static void Flag(Utf8JsonWriter writer, string name, bool value)
    {
        if (value)
        {
            writer.WriteBoolean(name, value);
        }
    }

    private static int? NonZero(int value) => value == 0 ? null : value;
}
