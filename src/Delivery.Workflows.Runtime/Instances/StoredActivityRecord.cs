namespace Delivery.Workflows.Runtime.Instances;

/// <summary>One execution of one activity, as it was after the last burst that touched it.</summary>
internal sealed class StoredActivityRecord
{
    public required string InstanceId { get; init; }

    /// <summary>The activity execution's id.</summary>
    public required string Id { get; init; }

    public required string ActivityId { get; init; }

    public required string ActivityNodeId { get; init; }

    public required string Status { get; set; }

    public required DateTimeOffset StartedAt { get; init; }

    public DateTimeOffset? CompletedAt { get; set; }

    public required bool HasBookmarks { get; set; }

    /// <summary>The whole record as JSON.</summary>
    public required string Content { get; set; }
}
