namespace Delivery.Workflows.Runtime.Alterations;

internal sealed class StoredAlterationPlan
{
    public required string Id { get; init; }

    public required AlterationPlanStatus Status { get; set; }

    /// <summary>JSON, as Elsa writes them.</summary>
    public required string Alterations { get; init; }

    /// <summary>JSON.</summary>
    public required string Filter { get; init; }

    public required string By { get; init; }

    public string? Note { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset? StartedAt { get; set; }

    public DateTimeOffset? CompletedAt { get; set; }

    /// <summary>The last instance that was collected.</summary>
    public string? Cursor { get; set; }

    /// <summary>Raised by each step: of two replicas that make the same one, the slower makes the next.</summary>
    public int Revision { get; set; }
}
