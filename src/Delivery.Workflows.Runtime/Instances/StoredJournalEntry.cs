namespace Delivery.Workflows.Runtime.Instances;

/// <summary>One line of an instance's journal.</summary>
internal sealed class StoredJournalEntry
{
    public required string InstanceId { get; init; }

    /// <summary>Within the instance, without gaps.</summary>
    public required long Sequence { get; init; }

    public required string ActivityInstanceId { get; init; }

    public required string ActivityId { get; init; }

    public required string EventName { get; init; }

    public required DateTimeOffset Timestamp { get; init; }

    /// <summary>The whole entry as JSON.</summary>
    public required string Content { get; init; }
}
