using System.Text.Json.Nodes;
using Delivery.Workflows.Activities;

namespace Delivery.Workflows;

/// <summary>A place where an instance waits. With <see cref="DueAt"/> it is a timer.</summary>
public sealed record Bookmark
{
    /// <summary>Unique over all instances.</summary>
    public required string Id { get; init; }

    /// <summary>The stimulus name.</summary>
    public required string Name { get; init; }

    /// <summary><see cref="StimulusHash"/> of name and payload.</summary>
    public required string Hash { get; init; }

    /// <summary>What the stimulus must carry. Read it, never change it.</summary>
    public JsonObject? Payload { get; init; }

    /// <summary>The waiting activity.</summary>
    public required string ActivityId { get; init; }

    /// <summary>The waiting activity's path.</summary>
    public required string ActivityNodeId { get; init; }

    /// <summary>The waiting execution.</summary>
    public required string ActivityInstanceId { get; init; }

    /// <summary>When it was created.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When a timer is met.</summary>
    public DateTimeOffset? DueAt { get; init; }

    /// <summary>Whether it vanishes when it is met.</summary>
    public bool AutoBurn { get; init; } = true;

    /// <summary>
    /// Where an execution waits that runs in the background, until the burst which met it is committed. One whose work the host does has a
    /// job's id there and has begun already.
    /// </summary>
    internal bool IsBackground => Name == BackgroundWork.Stimulus && Payload is null;

    internal int Number { get; init; }

    /// <summary>The number of the waiting execution.</summary>
    internal int Owner { get; init; }
}
