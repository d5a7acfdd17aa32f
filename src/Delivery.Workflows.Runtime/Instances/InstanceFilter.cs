namespace Delivery.Workflows.Runtime.Instances;

/// <summary>Which instances to list; what is null does not matter.</summary>
public sealed record InstanceFilter
{
    /// <summary>Of this definition.</summary>
    public string? DefinitionId { get; init; }

    /// <summary>With this correlation.</summary>
    public string? CorrelationId { get; init; }

    /// <summary>Started by this instance.</summary>
    public string? ParentInstanceId { get; init; }

    /// <summary>Running or finished.</summary>
    public WorkflowStatus? Status { get; init; }

    /// <summary>Standing there.</summary>
    public WorkflowSubStatus? SubStatus { get; init; }

    /// <summary>With incidents, or without.</summary>
    public bool? HasIncidents { get; init; }
}
