namespace Delivery.Orchestrator.Instances;

/// <summary>Something that went wrong in an instance.</summary>
/// <param name="ActivityId">Where.</param>
/// <param name="ActivityInstanceId">Which execution of it.</param>
/// <param name="ActivityType">The activity's type.</param>
/// <param name="Message">What.</param>
/// <param name="At">When.</param>
internal sealed record IncidentView(string ActivityId, string ActivityInstanceId, string ActivityType, string Message, DateTimeOffset At);
