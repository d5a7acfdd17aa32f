namespace Delivery.Workflows.Api.Alterations;

/// <summary>What has become of one instance.</summary>
internal sealed record AlterationResultModel(string WorkflowInstanceId, AlterationLogModel Log, bool WorkflowHasScheduledWork, bool IsSuccessful)
{
    public static AlterationResultModel Of(string instanceId, string message, bool isSuccessful, DateTimeOffset at) => new(
        instanceId,
        new AlterationLogModel([new AlterationLogEntryModel(message, isSuccessful ? "Information" : "Error", at, isSuccessful ? "Succeeded" : "Failed")]),
        WorkflowHasScheduledWork: false,
        isSuccessful);
}
