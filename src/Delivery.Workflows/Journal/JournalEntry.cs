using System.Text.Json.Nodes;

namespace Delivery.Workflows;

/// <summary>One line of an instance's execution log.</summary>
public sealed record JournalEntry
{
    /// <summary>Unique over all instances.</summary>
    public required string Id { get; init; }

    /// <summary>Rises by one within an instance.</summary>
    public required long Sequence { get; init; }

    /// <summary>When it happened.</summary>
    public required DateTimeOffset Timestamp { get; init; }

    /// <summary>What happened; see <see cref="JournalEvents"/>.</summary>
    public required string EventName { get; init; }

    /// <summary>The execution.</summary>
    public required string ActivityInstanceId { get; init; }

    /// <summary>The execution it runs inside of.</summary>
    public string? ParentActivityInstanceId { get; init; }

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

    /// <summary>For people.</summary>
    public string? Message { get; init; }

    /// <summary>Facts, e.g. the exception of a fault.</summary>
    public JsonObject? Payload { get; init; }
}
