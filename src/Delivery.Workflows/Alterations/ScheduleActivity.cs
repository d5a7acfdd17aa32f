namespace Delivery.Workflows;

/// <summary>Runs an activity: an execution that is there, again from its beginning; or a new one inside its running container.</summary>
public sealed record ScheduleActivity : Alteration
{
    /// <summary>The activity, by its id or its path.</summary>
    public string? ActivityId { get; init; }

    /// <summary>The execution to run again; beside <see cref="ActivityId"/>, the container's execution in which it is to run.</summary>
    public string? ActivityInstanceId { get; init; }

    /// <inheritdoc />
    public override string Type => "ScheduleActivity";
}
