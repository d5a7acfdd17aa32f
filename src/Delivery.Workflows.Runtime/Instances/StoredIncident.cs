namespace Delivery.Workflows.Runtime.Instances;

/// <summary>Something that went wrong inside an instance.</summary>
internal sealed class StoredIncident
{
    public long Id { get; init; }

    public required string InstanceId { get; init; }

    public string? CorrelationId { get; init; }

    public required string ActivityId { get; init; }

    public required string ActivityType { get; init; }

    public required string Message { get; init; }

    /// <summary>The whole incident as JSON.</summary>
    public required string Content { get; init; }

    public required DateTimeOffset Timestamp { get; init; }
}
