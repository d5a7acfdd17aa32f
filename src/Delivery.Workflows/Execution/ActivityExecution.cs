using System.Text.Json.Nodes;
using Delivery.Workflows.Activities;
using Delivery.Workflows.Graph;
using Delivery.Workflows.State;

namespace Delivery.Workflows.Execution;

/// <summary>One execution of one activity while its instance runs.</summary>
internal sealed class ActivityExecution
{
    private ActivityContext? _context;

    public required InstanceRun Run { get; init; }

    public required Node Node { get; init; }

    public required int Number { get; init; }

    public ActivityExecution? Parent { get; init; }

    public required DateTimeOffset StartedAt { get; init; }

    public int? Scheduler { get; init; }

    public string? SchedulerActivityId { get; init; }

    public int Depth { get; init; }

    public string? Tag { get; init; }

    public ActivityStatus Status { get; set; } = ActivityStatus.Running;

    public DateTimeOffset? CompletedAt { get; set; }

    public int FaultCount { get; set; }

    public ExceptionState? Exception { get; set; }

    public JsonObject? Properties { get; set; }

    public Dictionary<string, JsonNode?>? Variables { get; set; }

    public Dictionary<string, JsonNode?>? DynamicVariables { get; set; }

    public Dictionary<string, JsonNode?>? Inputs { get; set; }

    public Dictionary<string, JsonNode?>? Outputs { get; set; }

    public Dictionary<string, JsonNode?>? JournalData { get; set; }

    public Dictionary<string, JsonNode?>? ChildOutputs { get; set; }

    public List<FlowToken>? Tokens { get; set; }

    public FlowCounters? Counters { get; set; }

    /// <summary>Only for compensation scopes: the undos of what was done inside, in the order in which it was.</summary>
    public List<RegisteredUndo>? Undos { get; set; }

    /// <summary>Only for compensation scopes: they are running their undos.</summary>
    public CompensationState? Compensation { get; set; }

    /// <summary>It has ended but for undos that still run inside it: nothing else happens in it any more.</summary>
    public ClosingState? Closing { get; set; }

    /// <summary>Its end has just begun, so that what ends inside it has not kept it waiting.</summary>
    public bool BeginsToClose { get; set; }

    /// <summary>Only for undos: how many activities of it this burst has run.</summary>
    public int Invoked { get; set; }

    /// <summary>Not an execution of its own, but what an undo sees of one that is over.</summary>
    public bool IsFrame { get; init; }

    /// <summary>Live children only.</summary>
    public List<ActivityExecution> Children { get; } = [];

    /// <summary>Work items this execution owns and that have not begun.</summary>
    public int Queued { get; set; }

    public int BookmarkCount { get; set; }

    /// <summary>Evaluated inputs are not trusted beyond the burst that evaluated them.</summary>
    public bool InputsAreFresh { get; set; }

    /// <summary>The activity that won the race this execution has lost; it may run on, but not wait.</summary>
    public Node? LostTo { get; init; }

    public bool IsUndo => Tag == CompensableStep.UndoTag && Node.Activity is CompensableStep;

    public bool IsActive => Status == ActivityStatus.Running && Closing is null && Compensation is null;

    public bool IsLive => Status is ActivityStatus.Running or ActivityStatus.Faulted;

    public string Id => InstanceIds.Activity(Run.InstanceId, Number);

    public ActivityContext Context => _context ??= new ActivityContext(this);

    /// <summary>The nearest execution around it that a record tells of.</summary>
    public ActivityExecution? RecordedParent
    {
        get
        {
            var parent = Parent;
            while (parent is { IsFrame: true })
            {
                parent = parent.Parent;
            }

            return parent;
        }
    }

    public static ActivityExecution Restore(InstanceRun run, Node node, ActivityExecution? parent, ExecutionState state) => new()
    {
        Run = run,
        Node = node,
        Number = state.Number,
        Parent = parent,
        StartedAt = state.StartedAt,
        CompletedAt = state.CompletedAt,
        Scheduler = state.Scheduler,
        SchedulerActivityId = state.SchedulerActivityId,
        Depth = state.Depth,
        Tag = state.Tag,
        Status = state.Status,
        FaultCount = state.FaultCount,
        Exception = state.Exception,
        Properties = (JsonObject?)state.Properties?.DeepClone(),
        Variables = Copy(state.Variables),
        DynamicVariables = Copy(state.DynamicVariables),
        Inputs = Copy(state.Inputs),
        Outputs = Copy(state.Outputs),
        JournalData = Copy(state.JournalData),
        ChildOutputs = Copy(state.ChildOutputs),
        Tokens = state.Tokens is null ? null : [.. state.Tokens],
        Counters = state.Counters?.Copy(),
        Undos = state.Undos is null ? null : [.. state.Undos],
        Compensation = state.Compensation,
        Closing = state.Closing,
        IsFrame = state.IsFrame,
    };

    /// <summary>Hands the dictionaries over: the execution must not be used afterwards.</summary>
    public ExecutionState Capture() => new()
    {
        Number = Number,
        Parent = Parent?.Number,
        NodeId = Node.NodeId,
        Status = Status,
        StartedAt = StartedAt,
        CompletedAt = CompletedAt,
        Scheduler = Scheduler,
        SchedulerActivityId = SchedulerActivityId,
        Depth = Depth,
        Tag = Tag,
        FaultCount = FaultCount,
        Exception = Exception,
        Properties = Properties is { Count: > 0 } ? Properties : null,
        Variables = PersistentVariables(),
        DynamicVariables = NullIfEmpty(DynamicVariables),
        Inputs = StorableInputs(),
        Outputs = NullIfEmpty(Outputs),
        JournalData = NullIfEmpty(JournalData),
        ChildOutputs = NullIfEmpty(ChildOutputs),
        Tokens = Tokens is { Count: > 0 } ? Tokens : null,
        Counters = Counters,
        Undos = Undos is { Count: > 0 } ? Undos : null,
        Compensation = Compensation,
        Closing = Closing,
        IsFrame = IsFrame,
    };

    /// <summary>What an undo will see of it; variables without a storage driver are lost here as at any suspension.</summary>
    public UndoFrame ToFrame() => new(Node.NodeId, CopyPersistent(), Copy(DynamicVariables), Copy(ChildOutputs));

    /// <summary>An execution that stands for one that is over.</summary>
    public static ActivityExecution FromFrame(InstanceRun run, Node node, int number, ActivityExecution parent, UndoFrame frame) => new()
    {
        Run = run,
        Node = node,
        Number = number,
        Parent = parent,
        StartedAt = run.Now,
        IsFrame = true,
        Variables = Copy(frame.Variables),
        DynamicVariables = Copy(frame.DynamicVariables),
        ChildOutputs = Copy(frame.ChildOutputs),
    };

    private Dictionary<string, JsonNode?>? CopyPersistent()
    {
        var variables = Copy(Variables);
        foreach (var declaration in Node.Variables.Where(declaration => !declaration.IsPersistent))
        {
            variables?.Remove(declaration.Id);
        }

        return NullIfEmpty(variables);
    }

    private Dictionary<string, JsonNode?>? PersistentVariables()
    {
        if (Variables is null)
        {
            return null;
        }

        foreach (var declaration in Node.Variables)
        {
            if (!declaration.IsPersistent)
            {
                Variables.Remove(declaration.Id);
            }
        }

        return NullIfEmpty(Variables);
    }

    /// <summary>Secrets are evaluated again when they are needed; no state holds them.</summary>
    private Dictionary<string, JsonNode?>? StorableInputs()
    {
        foreach (var input in Node.Inputs)
        {
            if (input.Descriptor.IsSensitive)
            {
                Inputs?.Remove(input.Name);
            }
        }

        return NullIfEmpty(Inputs);
    }

    private static Dictionary<string, JsonNode?>? Copy(IReadOnlyDictionary<string, JsonNode?>? values) =>
        values is null ? null : new Dictionary<string, JsonNode?>(values);

    private static Dictionary<string, JsonNode?>? NullIfEmpty(Dictionary<string, JsonNode?>? values) => values is { Count: > 0 } ? values : null;
}
