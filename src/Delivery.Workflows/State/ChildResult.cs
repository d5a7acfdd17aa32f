using System.Text.Json.Nodes;

namespace Delivery.Workflows;

/// <summary>How an instance stands, as the instance that started it hears it.</summary>
public static class ChildResult
{
    /// <summary>Of an instance as it is.</summary>
    public static JsonObject Of(InstanceState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        return Of(state.Id, state.Status, state.SubStatus, state.Output);
    }

    internal static JsonObject Of(string instanceId, WorkflowStatus status, WorkflowSubStatus subStatus, JsonObject output) => new()
    {
        ["WorkflowInstanceId"] = instanceId,
        ["WorkflowStatus"] = status.ToString(),
        ["WorkflowSubStatus"] = subStatus.ToString(),
        ["WorkflowOutput"] = output,
    };
}
