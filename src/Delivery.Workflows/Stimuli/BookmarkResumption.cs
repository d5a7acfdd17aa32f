using System.Text.Json.Nodes;

namespace Delivery.Workflows;

/// <summary>A bookmark is met.</summary>
public sealed record BookmarkResumption
{
    /// <summary>The bookmark.</summary>
    public required string BookmarkId { get; init; }

    /// <summary>What the stimulus brings: the message, the event's payload; null for a timer.</summary>
    public JsonNode? Input { get; init; }

    /// <summary>
    /// Why what it waits for can never come. The activity is not resumed then: it faults with this message, as if it had thrown.
    /// </summary>
    public string? Fault { get; init; }

    /// <summary>Stirs the instance's random generator. Without it the generator simply goes on.</summary>
    public ulong? Seed { get; init; }
}
