using System.Text.Json.Nodes;

namespace Delivery.Workflows;

/// <summary>Where one execution stands; a burst yields one for every execution that it touched, to be stored over the one before.</summary>
public sealed record ActivityRecord
{
    /// <summary>The execution.</summary>
    public required string Id { get; init; }

    /// <summary>The execution it runs inside of.</summary>
    public string? ParentId { get; init; }

    /// <summary>The activity.</summary>
    public required string ActivityId { get; init; }

    /// <summary>The activity's path.</summary>
    public required string ActivityNodeId { get; init; }

    /// <summary>The activity's type.</summary>
    public required string ActivityType { get; init; }

    /// <summary>The type's version.</summary>
    public int ActivityTypeVersion { get; init; } = 1;

    /// <summary>The activity's name.</summary>
    public string? ActivityName { get; init; }

    /// <summary>Evaluated inputs by name.</summary>
    public JsonObject? ActivityState { get; init; }

    /// <summary>Facts the activity noted, and its outcomes.</summary>
    public JsonObject? Payload { get; init; }

    /// <summary>Output values by name.</summary>
    public JsonObject? Outputs { get; init; }

    /// <summary>What the execution remembers.</summary>
    public JsonObject? Properties { get; init; }

    /// <summary>Why it faulted.</summary>
    public ExceptionState? Exception { get; init; }

    /// <summary>When it began.</summary>
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>When it ended.</summary>
    public DateTimeOffset? CompletedAt { get; init; }

    /// <summary>Whether it waits.</summary>
    public bool HasBookmarks { get; init; }

    /// <summary>Where it stands.</summary>
    public required ActivityStatus Status { get; init; }

    /// <summary>Faults of it and of everything inside it.</summary>
    public int AggregateFaultCount { get; init; }

    /// <summary>The execution that scheduled it.</summary>
    public string? SchedulingActivityExecutionId { get; init; }

    /// <summary>The activity that scheduled it.</summary>
    public string? SchedulingActivityId { get; init; }

    /// <summary>How deep in the chain of schedulers.</summary>
    public int CallStackDepth { get; init; }
}
