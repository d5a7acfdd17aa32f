namespace Delivery.Workflows.Runtime.Instances;

/// <summary>A place where an instance waits, for a stimulus or for a time.</summary>
internal sealed class StoredBookmark
{
    public required string InstanceId { get; init; }

    /// <summary>Unique within the instance.</summary>
    public required string Id { get; init; }

    public required string Name { get; init; }

    public required string Hash { get; init; }

    public string? CorrelationId { get; init; }

    public required string ActivityId { get; init; }

    public required string ActivityNodeId { get; init; }

    public required string ActivityInstanceId { get; init; }

    /// <summary>JSON.</summary>
    public string? Payload { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When a timer is due.</summary>
    public DateTimeOffset? DueAt { get; init; }

    /// <summary>When a replica looks at the timer next: its due time, then the end of the lease of the replica that fires it. Null for none, or given up.</summary>
    public DateTimeOffset? WakeAt { get; set; }

    /// <summary>How often firing it has failed.</summary>
    public int Attempts { get; set; }

    /// <summary>W3C trace context of the burst that created it, which a timer continues.</summary>
    public string? TraceParent { get; init; }
}
