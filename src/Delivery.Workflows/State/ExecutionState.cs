using System.Text.Json.Nodes;

namespace Delivery.Workflows.State;

/// <summary>A live activity execution between bursts. Immutable: its dictionaries are handed over when it is made and copied when it is used.</summary>
internal sealed record ExecutionState
{
    public required int Number { get; init; }

    public int? Parent { get; init; }

    public required string NodeId { get; init; }

    public required ActivityStatus Status { get; init; }

    public required DateTimeOffset StartedAt { get; init; }

    public DateTimeOffset? CompletedAt { get; init; }

    public int? Scheduler { get; init; }

    public string? SchedulerActivityId { get; init; }

    public int Depth { get; init; }

    public string? Tag { get; init; }

    public int FaultCount { get; init; }

    public ExceptionState? Exception { get; init; }

    public JsonObject? Properties { get; init; }

    /// <summary>Declared variables that were set, by id.</summary>
    public IReadOnlyDictionary<string, JsonNode?>? Variables { get; init; }

    /// <summary>Variables that scripts made, by name.</summary>
    public IReadOnlyDictionary<string, JsonNode?>? DynamicVariables { get; init; }

    /// <summary>Evaluated inputs, by name.</summary>
    public IReadOnlyDictionary<string, JsonNode?>? Inputs { get; init; }

    public IReadOnlyDictionary<string, JsonNode?>? Outputs { get; init; }

    public IReadOnlyDictionary<string, JsonNode?>? JournalData { get; init; }

    /// <summary>Outputs of the children that a script can ask for, by <c>activityId.output</c>.</summary>
    public IReadOnlyDictionary<string, JsonNode?>? ChildOutputs { get; init; }

    /// <summary>Only for flowcharts.</summary>
    public IReadOnlyList<FlowToken>? Tokens { get; init; }

    /// <summary>Only for flowcharts in counter mode, and what tells them from the others.</summary>
    public FlowCounters? Counters { get; init; }

    /// <summary>Only for compensation scopes.</summary>
    public IReadOnlyList<RegisteredUndo>? Undos { get; init; }

    /// <summary>Only for compensation scopes that run their undos.</summary>
    public CompensationState? Compensation { get; init; }

    /// <summary>It has ended but for undos inside it.</summary>
    public ClosingState? Closing { get; init; }

    /// <summary>It only stands for an execution that is over.</summary>
    public bool IsFrame { get; init; }
}
