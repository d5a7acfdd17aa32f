using Delivery.Workflows.Runtime.Alterations;

namespace Delivery.Workflows.Api.Alterations;

/// <summary>One instance of a plan.</summary>
internal sealed record JobModel(string PlanId, string WorkflowInstanceId, AlterationJobStatus Status, string? Message, DateTimeOffset? CompletedAt);
