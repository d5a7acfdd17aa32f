using Delivery.Workflows.Runtime.Persistence;

namespace Delivery.Workflows.Runtime.Instances;

/// <summary>Incidents that the runtime itself reports: something was tried often enough and given up.</summary>
internal static class RuntimeIncident
{
    public static StoredIncident Create(
        string? instanceId, string? correlationId, string what, Exception exception, DateTimeOffset now) => new()
    {
        InstanceId = instanceId ?? string.Empty,
        CorrelationId = correlationId,
        ActivityId = string.Empty,
        ActivityType = WorkflowRuntime.Module,
        Message = $"{what}: {exception.Message}",
        Content = StoredJson.Write(new { exception = exception.ToString() }),
        Timestamp = now,
    };
}
