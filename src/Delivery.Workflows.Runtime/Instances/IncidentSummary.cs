namespace Delivery.Workflows.Runtime.Instances;

/// <summary>Something that went wrong.</summary>
/// <param name="Id">Rises with time.</param>
/// <param name="InstanceId">The instance; empty when it concerns none.</param>
/// <param name="CorrelationId">What the instance belongs to.</param>
/// <param name="ActivityId">The activity; empty when it concerns none.</param>
/// <param name="ActivityType">The activity's type, or <c>workflows</c> for what the runtime itself gave up.</param>
/// <param name="Message">What went wrong.</param>
/// <param name="At">When.</param>
public sealed record IncidentSummary(
    long Id, string InstanceId, string? CorrelationId, string ActivityId, string ActivityType, string Message, DateTimeOffset At);
