namespace Delivery.Workflows.Runtime.Search;

/// <summary>Which instances to list; what is null or empty does not matter.</summary>
public sealed record InstanceQuery
{
    /// <summary>With this text in the name or an id, in whatever case.</summary>
    public string? Text { get; init; }

    /// <summary>Of these definitions.</summary>
    public IReadOnlyList<string> DefinitionIds { get; init; } = [];

    /// <summary>Of these versions.</summary>
    public IReadOnlyList<string> VersionIds { get; init; } = [];

    /// <summary>Of the version with this number.</summary>
    public int? Version { get; init; }

    /// <summary>With this correlation.</summary>
    public string? CorrelationId { get; init; }

    /// <summary>With incidents, or without.</summary>
    public bool? HasIncidents { get; init; }

    /// <summary>Running or finished.</summary>
    public IReadOnlyList<WorkflowStatus> Statuses { get; init; } = [];

    /// <summary>Standing at one of these.</summary>
    public IReadOnlyList<WorkflowSubStatus> SubStatuses { get; init; } = [];

    /// <summary>At these times, all of them.</summary>
    public IReadOnlyList<InstanceTime> Times { get; init; } = [];

    /// <summary>Sorted by.</summary>
    public InstanceOrder Order { get; init; }

    /// <summary>The other way round.</summary>
    public bool Descending { get; init; }

    /// <summary>How many to leave out at the beginning.</summary>
    public int Skip { get; init; }

    /// <summary>How many at most; null for all.</summary>
    public int? Take { get; init; }
}
