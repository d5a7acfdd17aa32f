namespace Delivery.Workflows.Runtime.Intents;

/// <summary>Something outside that a committed burst wants done. The row goes with the commit that takes its result.</summary>
internal sealed class StoredIntent
{
    /// <summary>The idempotency key: made of the instance, the revision of its burst and the place among the burst's effects.</summary>
    public required string Id { get; init; }

    public required string InstanceId { get; init; }

    /// <summary>The instance's correlation when it was committed.</summary>
    public string? CorrelationId { get; init; }

    /// <summary>What its result meets; null when nobody waits for it.</summary>
    public string? BookmarkId { get; init; }

    public required string Kind { get; init; }

    /// <summary>JSON.</summary>
    public required string Payload { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it may be claimed: at once, after a failure later, while it is claimed when the lease ends; null when it was given up.</summary>
    public DateTimeOffset? DueAt { get; set; }

    /// <summary>How often it was begun; with a <see cref="Result"/>, how often bringing that home has failed.</summary>
    public int Attempts { get; set; }

    /// <summary>Of whom it is claimed by; whoever finds another one here has lost the claim.</summary>
    public Guid? Lease { get; set; }

    /// <summary>JSON: what came of it, when that could not be brought home at once.</summary>
    public string? Result { get; set; }

    /// <summary>Why it failed last.</summary>
    public string? Error { get; set; }

    /// <summary>W3C trace context of the burst.</summary>
    public string? TraceParent { get; init; }
}
