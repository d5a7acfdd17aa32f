using System.Text.Json.Nodes;

namespace Delivery.Workflows;

/// <summary>A stimulus that starts a new instance of a workflow.</summary>
public sealed record Trigger
{
    /// <summary>The activity where the instance starts.</summary>
    public required string ActivityId { get; init; }

    /// <summary>The activity's type.</summary>
    public required string ActivityType { get; init; }

    /// <summary>The stimulus name.</summary>
    public required string Name { get; init; }

    /// <summary><see cref="StimulusHash"/> of name and payload.</summary>
    public required string Hash { get; init; }

    /// <summary>What the stimulus must carry.</summary>
    public JsonObject? Payload { get; init; }

    /// <summary>When it fires, if that is a matter of time; otherwise null.</summary>
    public TriggerSchedule? Schedule { get; init; }
}
