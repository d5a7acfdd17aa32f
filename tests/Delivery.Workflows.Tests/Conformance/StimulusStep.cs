using System.Text.Json.Nodes;

namespace Delivery.Workflows.Tests.Conformance;

/// <summary>
/// What happens to the instance next: one of <see cref="Resume"/>, <see cref="Cancel"/>, <see cref="Alter"/> and <see cref="Retry"/>.
/// </summary>
internal sealed record StimulusStep
{
    /// <summary>The activity whose (oldest) bookmark is met.</summary>
    public string? Resume { get; init; }

    /// <summary>What the stimulus brings.</summary>
    public JsonNode? Input { get; init; }

    /// <summary>Why what it had done outside has failed.</summary>
    public string? Fault { get; init; }

    /// <summary>The reason for a cancellation from outside.</summary>
    public string? Cancel { get; init; }

    public bool Retry { get; init; }

    /// <summary>Alterations, made together.</summary>
    public IReadOnlyList<JsonObject>? Alter { get; init; }

    /// <summary>A part of each reason for which the alterations are refused.</summary>
    public IReadOnlyList<string>? Refused { get; init; }

    /// <summary>How much later it happens.</summary>
    public TimeSpan After { get; init; }

    public required Expectation Expect { get; init; }

    public override string ToString() => this switch
    {
        { Resume: { } activity } => $"resume {activity}",
        { Cancel: { } reason } => $"cancel ({reason})",
        { Alter: { } alterations } => $"alter {string.Join(", ", alterations.Select(alteration => alteration.ToJsonString()))}",
        _ => "retry",
    };
}
