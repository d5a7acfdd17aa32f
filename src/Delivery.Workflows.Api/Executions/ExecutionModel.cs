using System.Text.Json.Nodes;

namespace Delivery.Workflows.Api.Executions;

/// <summary>One execution of an activity. In a list of summaries what it took and gave is left out.</summary>
internal sealed record ExecutionModel
{
    public required string WorkflowInstanceId { get; init; }

    public required string ActivityId { get; init; }

    public required string ActivityNodeId { get; init; }

    public required string ActivityType { get; init; }

    public required int ActivityTypeVersion { get; init; }

    public string? ActivityName { get; init; }

    public JsonObject? ActivityState { get; init; }

    public JsonObject? Payload { get; init; }

    public JsonObject? Outputs { get; init; }

    public JsonObject? Properties { get; init; }

    public required JsonObject Metadata { get; init; }

    public ExceptionState? Exception { get; init; }

    public required DateTimeOffset StartedAt { get; init; }

    public required bool HasBookmarks { get; init; }

    public required ActivityStatus Status { get; init; }

    public required int AggregateFaultCount { get; init; }

    public DateTimeOffset? CompletedAt { get; init; }

    public string? SchedulingActivityExecutionId { get; init; }

    public string? SchedulingActivityId { get; init; }

    public int? CallStackDepth { get; init; }

    public required string Id { get; init; }

    public static ExecutionModel Of(string instanceId, ActivityRecord record) => Summary(instanceId, record) with
    {
        ActivityState = record.ActivityState,
        Payload = record.Payload,
        Outputs = record.Outputs,
        Properties = record.Properties ?? [],
        Exception = record.Exception,
        SchedulingActivityExecutionId = record.SchedulingActivityExecutionId,
        SchedulingActivityId = record.SchedulingActivityId,
        CallStackDepth = record.CallStackDepth,
    };

    public static ExecutionModel Summary(string instanceId, ActivityRecord record) => new()
    {
        WorkflowInstanceId = instanceId,
        ActivityId = record.ActivityId,
        ActivityNodeId = record.ActivityNodeId,
        ActivityType = record.ActivityType,
        ActivityTypeVersion = record.ActivityTypeVersion,
        ActivityName = record.ActivityName,
        Metadata = [],
        StartedAt = record.StartedAt,
        HasBookmarks = record.HasBookmarks,
        Status = record.Status,
        AggregateFaultCount = record.AggregateFaultCount,
        CompletedAt = record.CompletedAt,
        Id = record.Id,
    };
}
