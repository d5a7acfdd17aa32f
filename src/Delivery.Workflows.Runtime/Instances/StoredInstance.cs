namespace Delivery.Workflows.Runtime.Instances;

/// <summary>A running or finished workflow.</summary>
internal sealed class StoredInstance
{
    public required string Id { get; init; }

    public required string DefinitionId { get; set; }

    public required string VersionId { get; set; }

    public required int Version { get; set; }

    /// <summary>The versions it runs on, for all its life (R13).</summary>
    public required string BundleHash { get; set; }

    public string? CorrelationId { get; set; }

    /// <summary>The instance that started it; null when no workflow did.</summary>
    public string? ParentInstanceId { get; init; }

    public string? Name { get; set; }

    public required WorkflowStatus Status { get; set; }

    public required WorkflowSubStatus SubStatus { get; set; }

    /// <summary>Raised by every burst: a burst that was computed from an older revision is not committed.</summary>
    public required int Revision { get; set; }

    /// <summary>The serialized state.</summary>
    public required byte[] State { get; set; }

    /// <summary>The format of <see cref="State"/>, so that an operator can find what an upgrade still has to read.</summary>
    public required int StateFormat { get; set; }

    public required int IncidentCount { get; set; }

    public required DateTimeOffset CreatedAt { get; init; }

    public required DateTimeOffset UpdatedAt { get; set; }

    public DateTimeOffset? FinishedAt { get; set; }
}
