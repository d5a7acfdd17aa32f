using System.Text.Json.Nodes;
using Delivery.Workflows.Runtime.Intents;

namespace Delivery.Workflows.Runtime.Tasks;

/// <summary>Hands tasks out to the host's dispatcher; its activity waits on until somebody completes the task.</summary>
internal sealed class TaskHandOut(ITaskDispatcher dispatcher) : IIntentHandler
{
    public string Kind => WorkflowTasks.StimulusName;

    public static PreparedIntent Prepare(string id, RequestTask task, Bookmark bookmark) => new(
        id,
        bookmark.Id,
        WorkflowTasks.StimulusName,
        new JsonObject { ["id"] = task.TaskId, ["name"] = task.TaskName, ["payload"] = task.Payload?.DeepClone() }.ToJsonString());

    public async Task<IntentOutcome> RunAsync(IntentCall call, CancellationToken cancellationToken)
    {
        var payload = call.Payload;
        var task = new WorkflowTask(
            payload["id"]!.GetValue<string>(), payload["name"]!.GetValue<string>(), payload["payload"]?.DeepClone(), call.InstanceId, call.CorrelationId);
        await dispatcher.DispatchAsync(task, cancellationToken);
        return IntentOutcome.Done;
    }
}
