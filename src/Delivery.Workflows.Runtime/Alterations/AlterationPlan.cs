namespace Delivery.Workflows.Runtime.Alterations;

/// <summary>Alterations of many instances, one after the other.</summary>
public sealed record AlterationPlan
{
    /// <summary>The plan.</summary>
    public required string Id { get; init; }

    /// <summary>How far it is.</summary>
    public required AlterationPlanStatus Status { get; init; }

    /// <summary>Who wants it.</summary>
    public required string By { get; init; }

    /// <summary>Why.</summary>
    public string? Note { get; init; }

    /// <summary>When it was submitted.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When its first instances were collected.</summary>
    public DateTimeOffset? StartedAt { get; init; }

    /// <summary>When its last instance was done.</summary>
    public DateTimeOffset? CompletedAt { get; init; }

    /// <summary>How many instances wait for their turn.</summary>
    public required int PendingJobs { get; init; }

    /// <summary>How many are done.</summary>
    public required int CompletedJobs { get; init; }

    /// <summary>How many could not be altered.</summary>
    public required int FailedJobs { get; init; }
}
