using System.Text.Json.Nodes;
using Delivery.Workflows.State;
using Delivery.Workflows.Values;

namespace Delivery.Workflows;

/// <summary>Everything an instance remembers between bursts. It never changes: a burst brings a new one.</summary>
public sealed record InstanceState
{
    /// <summary>A property and no member of its own, so that engines which do not know it hand it on.</summary>
    internal const string ChildrenProperty = "Delivery:StartsChildren";

    internal InstanceState()
    {
    }

    /// <summary>The instance.</summary>
    public required string Id { get; init; }

    /// <summary>The definition it runs.</summary>
    public required string DefinitionId { get; init; }

    /// <summary>The version's number.</summary>
    public required int DefinitionVersion { get; init; }

    /// <summary>The version's id.</summary>
    public required string DefinitionVersionId { get; init; }

    /// <summary>The bundle it started with.</summary>
    public required string BundleHash { get; init; }

    /// <summary>What it belongs to.</summary>
    public string? CorrelationId { get; init; }

    /// <summary>For people.</summary>
    public string? Name { get; init; }

    /// <summary>Whether it can still go on.</summary>
    public required WorkflowStatus Status { get; init; }

    /// <summary>Where it stands.</summary>
    public required WorkflowSubStatus SubStatus { get; init; }

    /// <summary>Where it waits; empty when finished.</summary>
    public IReadOnlyList<Bookmark> Bookmarks { get; init; } = [];

    /// <summary>What went wrong.</summary>
    public IReadOnlyList<Incident> Incidents { get; init; } = [];

    /// <summary>When it was created.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>The latest burst.</summary>
    public required DateTimeOffset UpdatedAt { get; init; }

    /// <summary>When it finished.</summary>
    public DateTimeOffset? FinishedAt { get; init; }

    /// <summary>The paths of the activities that have faulted and can be retried, once for each execution.</summary>
    public IReadOnlyList<string> FaultedActivities => SubStatus is WorkflowSubStatus.Finished or WorkflowSubStatus.Cancelled
        ? []
        : [.. Executions.Where(execution => execution.Status == ActivityStatus.Faulted).Select(execution => execution.NodeId)];

    /// <summary>What it was given, a copy.</summary>
    public JsonObject Input => ToObject(Inputs);

    /// <summary>What it has given so far, a copy.</summary>
    public JsonObject Output => ToObject(Outputs);

    /// <summary>The workflow's own variables that were set, by id, and those that scripts made, by name; a copy.</summary>
    public JsonObject Variables
    {
        get
        {
            var root = Executions.FirstOrDefault(execution => execution.Parent is null);
            var variables = ToObject(root?.Variables);
            foreach (var (name, value) in root?.DynamicVariables ?? new Dictionary<string, JsonNode?>())
            {
                variables[name] = value?.DeepClone();
            }

            return variables;
        }
    }

    /// <summary>The instance that started it; null when no workflow did.</summary>
    public ParentLink? Parent { get; init; }

    /// <summary>Whether it has ever had other instances started, which may live longer than the activity that wanted them.</summary>
    public bool StartsChildren => Properties.ContainsKey(ChildrenProperty);

    internal IReadOnlyDictionary<string, JsonNode?> Inputs { get; init; } = new Dictionary<string, JsonNode?>();

    internal IReadOnlyDictionary<string, JsonNode?> Outputs { get; init; } = new Dictionary<string, JsonNode?>();

    /// <summary>Initial values for variables of sub-workflows, by <c>definitionId.Name</c>.</summary>
    internal IReadOnlyDictionary<string, JsonNode?> NestedVariables { get; init; } = new Dictionary<string, JsonNode?>();

    /// <summary>What the instance was told about itself when it started, and what concerns all of it later.</summary>
    internal IReadOnlyDictionary<string, JsonNode?> Properties { get; init; } = new Dictionary<string, JsonNode?>();

    internal IReadOnlyList<ExecutionState> Executions { get; init; } = [];

    /// <summary>What a faulted instance waited for; it waits for it again when it is retried.</summary>
    internal IReadOnlyList<Bookmark> DormantBookmarks { get; init; } = [];

    internal string? TriggerActivityId { get; init; }

    internal JsonNode? LastResult { get; init; }

    internal int LastExecution { get; init; }

    internal int LastBookmark { get; init; }

    internal long LogSequence { get; init; }

    internal int LastUndo { get; init; }

    internal ulong Random { get; init; }

    /// <summary>The newest format that <see cref="Serialize"/> writes.</summary>
    public static int FormatVersion => InstanceStateWriter.FormatVersion;

    /// <summary>The format that <see cref="Serialize"/> writes for this state: the oldest that holds it.</summary>
    public int Format =>
        Parent is { Undoes: true } || Executions.Any(NeedsFormat4) ? 4
        : Parent is not null || Bookmarks.Concat(DormantBookmarks).Any(bookmark => bookmark.IsBackground) ? 3
        : Properties.Count > 0 || Executions.Any(execution => execution.Counters is not null) ? 2
        : 1;

    /// <summary>JSON with a format version.</summary>
    public byte[] Serialize() => InstanceStateWriter.Write(this);

    /// <summary>Reads what <see cref="Serialize"/> of this or an earlier version of the engine wrote.</summary>
    public static InstanceState Deserialize(ReadOnlySpan<byte> json) => InstanceStateReader.Read(json);

    /// <summary>Whether it was told to end and still runs undos before it does.</summary>
    public bool IsCancelling => Executions is [{ Closing: { Kind: ClosingKind.Canceled } }, ..];

    /// <summary>Whether it waits for this, or will again when it is retried after a fault. What it has once ceased to await, it never awaits again.</summary>
    public bool Awaits(string bookmarkId) => Bookmarks.Concat(DormantBookmarks).Any(bookmark => bookmark.Id == bookmarkId);

    /// <summary>Whether it remembers how to undo something.</summary>
    public bool HasUndos => Executions.Any(execution => execution.Undos is not null || execution.Compensation is not null);

    private static bool NeedsFormat4(ExecutionState execution) =>
        execution.Undos is not null || execution.Compensation is not null || execution.Closing is not null || execution.IsFrame;

    private static JsonObject ToObject(IReadOnlyDictionary<string, JsonNode?>? values)
    {
        var json = new JsonObject();
        foreach (var (name, value) in values ?? new Dictionary<string, JsonNode?>())
        {
            json[name] = JsonValues.Own(value);
        }

        return json;
    }
}
