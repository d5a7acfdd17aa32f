namespace Delivery.Workflows.Runtime.Alterations;

/// <summary>One instance of a plan.</summary>
/// <param name="InstanceId">The instance.</param>
/// <param name="Status">What has become of it.</param>
/// <param name="Message">Why it failed, or that there was nothing to do.</param>
/// <param name="CompletedAt">When.</param>
public sealed record AlterationJob(string InstanceId, AlterationJobStatus Status, string? Message, DateTimeOffset? CompletedAt);
