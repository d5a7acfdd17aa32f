namespace Delivery.Workflows.Runtime.Schedules;

/// <summary>When a trigger that is a matter of time fires next. It goes with its trigger.</summary>
internal sealed class StoredSchedule
{
    public required string TriggerId { get; init; }

    /// <summary>JSON: a <see cref="TriggerSchedule"/>.</summary>
    public required string Content { get; init; }

    /// <summary>The time for which it fires next. With the trigger it makes the id of the instance that it starts then.</summary>
    public required DateTimeOffset DueAt { get; set; }

    /// <summary>When a replica looks at it next: its due time, then the end of the lease of the replica that fires it.</summary>
    public required DateTimeOffset WakeAt { get; set; }

    /// <summary>How often firing it for this time has failed.</summary>
    public int Attempts { get; set; }
}
