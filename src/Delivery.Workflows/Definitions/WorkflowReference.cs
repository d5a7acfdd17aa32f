namespace Delivery.Workflows;

/// <summary>How an activity names the workflow it runs: by version id, else by number, else the published version.</summary>
public sealed record WorkflowReference
{
    /// <summary>The logical id.</summary>
    public string? DefinitionId { get; init; }

    /// <summary>The version's id.</summary>
    public string? VersionId { get; init; }

    /// <summary>The version's number.</summary>
    public int? Version { get; init; }
}
