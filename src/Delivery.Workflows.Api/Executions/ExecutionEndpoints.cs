using Delivery.Workflows.Api.Http;
using Delivery.Workflows.Runtime.Instances;
using Delivery.Workflows.Runtime.Search;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Delivery.Workflows.Api.Executions;

/// <summary>Executions of activities: what each took and gave, how often it ran, and who scheduled it.</summary>
internal static class ExecutionEndpoints
{
    public static void Map(IEndpointRouteBuilder api)
    {
        var executions = api.MapGroup("/activity-executions").Needs(Permissions.Read);
        executions.MapPost("/report", ReportAsync);
        executions.MapGet("/list", (HttpRequest request, WorkflowInstances instances, CancellationToken cancellationToken) =>
            ListAsync(request.Query, ExecutionModel.Of, instances, cancellationToken));
        executions.MapGet("/count", CountAsync);
        executions.MapGet("/by-id", (HttpRequest request, InstanceSearch search, CancellationToken cancellationToken) =>
            GetAsync(request.Query.Text("id") ?? "", search, cancellationToken));
        executions.MapGet("/{id}", GetAsync);
        executions.MapGet("/{id}/call-stack", GetCallStackAsync);
        api.MapGet("/activity-execution-summaries/list", (HttpRequest request, WorkflowInstances instances, CancellationToken cancellationToken) =>
            ListAsync(request.Query, ExecutionModel.Summary, instances, cancellationToken)).Needs(Permissions.Read);
    }

    private static async Task<IResult> ReportAsync(HttpRequest request, WorkflowInstances instances, CancellationToken cancellationToken)
    {
        var body = await ElsaBody.ReadAsync(request, cancellationToken);
        var nodeIds = body.Texts("activityNodeIds").ToHashSet(StringComparer.Ordinal);
        var records = await instances.ListActivitiesAsync(body.Text("workflowInstanceId") ?? "", cancellationToken);
        return ElsaJson.Answer(new ReportModel(
            [.. records.Where(record => nodeIds.Contains(record.ActivityNodeId)).GroupBy(record => record.ActivityNodeId).Select(group => StatModel.Of([.. group]))]));
    }

    private static async Task<IResult> ListAsync(
        IQueryCollection query, Func<string, ActivityRecord, ExecutionModel> toModel, WorkflowInstances instances, CancellationToken cancellationToken)
    {
        var instanceId = query.Text("workflowInstanceId") ?? throw new ElsaRefusal("The query parameter 'workflowInstanceId' is missing.");
        var records = await FindAsync(query, instances, cancellationToken);
        return ElsaJson.List(records.Select(record => toModel(instanceId, record)).ToList());
    }

    private static async Task<IResult> CountAsync(HttpRequest request, WorkflowInstances instances, CancellationToken cancellationToken) =>
        ElsaJson.Answer(new CountModel((await FindAsync(request.Query, instances, cancellationToken)).Count));

    private static async Task<List<ActivityRecord>> FindAsync(IQueryCollection query, WorkflowInstances instances, CancellationToken cancellationToken)
    {
        var nodeId = query.Text("activityNodeId");
        var completed = ElsaValues.Flag(query.Text("completed"), "completed");
        var records = await instances.ListActivitiesAsync(query.Text("workflowInstanceId") ?? "", cancellationToken);
        return [.. records.Where(record =>
            (nodeId is null || record.ActivityNodeId == nodeId) && (completed is null || completed == record.CompletedAt is not null))];
    }

    private static async Task<IResult> GetAsync(string id, InstanceSearch search, CancellationToken cancellationToken) =>
        await search.FindActivityAsync(id, cancellationToken) is { } found
            ? ElsaJson.Answer(ExecutionModel.Of(found.InstanceId, found.Record))
            : throw ElsaRefusal.NotFound($"activity execution '{id}'");

    private static async Task<IResult> GetCallStackAsync(
        string id, HttpRequest request, InstanceSearch search, WorkflowInstances instances, CancellationToken cancellationToken)
    {
        var found = await search.FindActivityAsync(id, cancellationToken) ?? throw ElsaRefusal.NotFound($"activity execution '{id}'");
        var records = (await instances.ListActivitiesAsync(found.InstanceId, cancellationToken)).ToDictionary(record => record.Id, StringComparer.Ordinal);
        var chain = new List<ExecutionModel>();
        for (var record = found.Record;
            record is not null && chain.Count < records.Count;
            record = records.GetValueOrDefault(record.SchedulingActivityExecutionId ?? ""))
        {
            chain.Insert(0, ExecutionModel.Of(found.InstanceId, record));
        }

        var paging = ElsaPaging.ByPosition(request.Query.Text("skip"), request.Query.Text("take"));
        return ElsaJson.Answer(new CallStackModel(id, paging.Of(chain), chain.Count));
    }
}
