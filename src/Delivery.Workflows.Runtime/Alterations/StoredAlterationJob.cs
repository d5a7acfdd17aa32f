namespace Delivery.Workflows.Runtime.Alterations;

/// <summary>One instance of a plan. It is done in the transaction that alters the instance.</summary>
internal sealed class StoredAlterationJob
{
    public required string PlanId { get; init; }

    public required string InstanceId { get; init; }

    public required AlterationJobStatus Status { get; set; }

    /// <summary>When a replica looks at it next: at once, or when the lease of the one that works on it ends; null when it is done.</summary>
    public DateTimeOffset? WakeAt { get; set; }

    /// <summary>How often it was begun without an end.</summary>
    public int Attempts { get; set; }

    public string? Message { get; set; }

    public DateTimeOffset? CompletedAt { get; set; }
}
