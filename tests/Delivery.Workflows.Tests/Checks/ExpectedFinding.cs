namespace Delivery.Workflows.Tests.Checks;

/// <summary>What a check says of a definition.</summary>
internal sealed record ExpectedFinding
{
    public required bool IsError { get; init; }

    /// <summary>The id of the activity.</summary>
    public required string Activity { get; init; }

    /// <summary>The definition that it stands in; the checked one when absent.</summary>
    public string? Definition { get; init; }

    /// <summary>A part of the message.</summary>
    public required string Says { get; init; }
}
