namespace Delivery.Workflows.Runtime.Alterations;

/// <summary>
/// Which instances a plan is for: those that meet every criterion given, each of which is met by any of its values. Only instances that can
/// still go on count, unless they are named by id.
/// </summary>
public sealed record AlterationFilter
{
    /// <summary>A filter without criteria matches nothing, unless this is true: then it matches everything.</summary>
    public bool EmptyFilterSelectsAll { get; init; }

    /// <summary>These instances.</summary>
    public IReadOnlyList<string> WorkflowInstanceIds { get; init; } = [];

    /// <summary>With these correlations.</summary>
    public IReadOnlyList<string> CorrelationIds { get; init; } = [];

    /// <summary>Of these definitions.</summary>
    public IReadOnlyList<string> DefinitionIds { get; init; } = [];

    /// <summary>On these versions, by version id.</summary>
    public IReadOnlyList<string> DefinitionVersionIds { get; init; } = [];

    /// <summary>In these states.</summary>
    public IReadOnlyList<WorkflowSubStatus> SubStatuses { get; init; } = [];

    /// <summary>Waiting at one of these activities, by activity id.</summary>
    public IReadOnlyList<string> ActivityIds { get; init; } = [];

    /// <summary>In which something went wrong, or nothing.</summary>
    public bool? HasIncidents { get; init; }

    internal bool IsEmpty =>
        WorkflowInstanceIds.Count + CorrelationIds.Count + DefinitionIds.Count + DefinitionVersionIds.Count + SubStatuses.Count + ActivityIds.Count == 0
        && HasIncidents is null;
}
