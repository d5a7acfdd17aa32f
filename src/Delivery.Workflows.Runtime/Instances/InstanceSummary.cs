namespace Delivery.Workflows.Runtime.Instances;

/// <summary>An instance in a list.</summary>
public sealed record InstanceSummary
{
    /// <summary>The instance.</summary>
    public required string Id { get; init; }

    /// <summary>The definition it runs.</summary>
    public required string DefinitionId { get; init; }

    /// <summary>The version's id.</summary>
    public required string VersionId { get; init; }

    /// <summary>The version's number.</summary>
    public required int Version { get; init; }

    /// <summary>What it belongs to.</summary>
    public string? CorrelationId { get; init; }

    /// <summary>The instance that started it; null when no workflow did.</summary>
    public string? ParentInstanceId { get; init; }

    /// <summary>For people.</summary>
    public string? Name { get; init; }

    /// <summary>Whether it can still go on.</summary>
    public required WorkflowStatus Status { get; init; }

    /// <summary>Where it stands.</summary>
    public required WorkflowSubStatus SubStatus { get; init; }

    /// <summary>Raised by everything that happens to it.</summary>
    public required int Revision { get; init; }

    /// <summary>How often something went wrong in it.</summary>
    public required int IncidentCount { get; init; }

    /// <summary>When it was created.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>Its latest burst.</summary>
    public required DateTimeOffset UpdatedAt { get; init; }

    /// <summary>When it ended.</summary>
    public DateTimeOffset? FinishedAt { get; init; }
}
