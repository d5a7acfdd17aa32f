using System.Text.Json.Nodes;

namespace Delivery.Workflows.Tests.Conformance;

/// <summary>What happens to the instance next: one of <see cref="Resume"/>, <see cref="Cancel"/> and <see cref="Retry"/>.</summary>
internal sealed record StimulusStep
{
    /// <summary>The activity whose (oldest) bookmark is met.</summary>
    public string? Resume { get; init; }

    /// <summary>What the stimulus brings.</summary>
    public JsonNode? Input { get; init; }

    /// <summary>The reason for a cancellation from outside.</summary>
    public string? Cancel { get; init; }

    public bool Retry { get; init; }

    /// <summary>How much later it happens.</summary>
    public TimeSpan After { get; init; }

    public required Expectation Expect { get; init; }

    public override string ToString() => Resume is not null ? $"resume {Resume}" : Cancel is not null ? $"cancel ({Cancel})" : "retry";
}
