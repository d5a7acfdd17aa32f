namespace Delivery.Workflows;

/// <summary>Something went wrong in an instance.</summary>
public sealed record Incident
{
    /// <summary>The activity.</summary>
    public required string ActivityId { get; init; }

    /// <summary>The activity's path.</summary>
    public required string ActivityNodeId { get; init; }

    /// <summary>The activity's type.</summary>
    public required string ActivityType { get; init; }

    /// <summary>The execution.</summary>
    public required string ActivityInstanceId { get; init; }

    /// <summary>What went wrong.</summary>
    public required string Message { get; init; }

    /// <summary>The exception.</summary>
    public ExceptionState? Exception { get; init; }

    /// <summary>When.</summary>
    public required DateTimeOffset Timestamp { get; init; }
}
