using Delivery.Workflows.Api.Http;
using Delivery.Workflows.Runtime.Definitions;
using Delivery.Workflows.Runtime.Instances;
using Delivery.Workflows.Runtime.Search;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Delivery.Workflows.Api.Instances;

/// <summary>Instances: what runs, and what it remembers.</summary>
internal static class InstanceEndpoints
{
    public static void Map(IEndpointRouteBuilder api)
    {
        var instances = api.MapGroup("/workflow-instances").Needs(Permissions.Read);
        instances.MapGet("/", (HttpRequest request, InstanceSearch search, CancellationToken cancellationToken) =>
            ListAsync(InstanceListRequest.Of(request.Query), request.Query.Text("isSystem"), search, cancellationToken));
        instances.MapPost("/", PostListAsync);
        instances.MapGet("/{id}", GetAsync);
        instances.MapGet("/{id}/execution-state", GetStateAsync);
        instances.MapGet("/{id}/variables", GetVariablesAsync);
    }

    public static async Task<InstanceSummary> FindAsync(string id, WorkflowInstances instances, CancellationToken cancellationToken) =>
        await instances.FindAsync(id, cancellationToken) ?? throw ElsaRefusal.NotFound($"workflow instance '{id}'");

    private static async Task<IResult> PostListAsync(HttpRequest request, InstanceSearch search, CancellationToken cancellationToken)
    {
        var body = await ElsaBody.ReadAsync(request, cancellationToken);
        return await ListAsync(InstanceListRequest.Of(body), body.Text("isSystem"), search, cancellationToken);
    }

    private static async Task<IResult> ListAsync(InstanceQuery query, string? isSystem, InstanceSearch search, CancellationToken cancellationToken)
    {
        var found = ElsaValues.Flag(ElsaValues.Blank(isSystem), "isSystem") == true
            ? new Found<InstanceSummary>([], 0)
            : await search.ListAsync(query, cancellationToken);
        return ElsaJson.Answer(new ElsaPage<InstanceSummaryModel>([.. found.Items.Select(InstanceSummaryModel.Of)], found.Total));
    }

    private static async Task<IResult> GetAsync(string id, WorkflowInstances instances, CancellationToken cancellationToken)
    {
        var instance = await FindAsync(id, instances, cancellationToken);
        var state = await instances.FindStateAsync(id, cancellationToken) ?? throw ElsaRefusal.NotFound($"workflow instance '{id}'");
        return ElsaJson.Answer(InstanceModel.Of(instance, state, await instances.ListActivitiesAsync(id, cancellationToken)));
    }

    private static async Task<IResult> GetStateAsync(string id, WorkflowInstances instances, CancellationToken cancellationToken)
    {
        var instance = await FindAsync(id, instances, cancellationToken);
        return ElsaJson.Answer(new ExecutionStateModel(instance.Status, instance.SubStatus, instance.UpdatedAt));
    }

    /// <summary>The declared variables, set or not; what is not there answers an empty list, as the Studio expects.</summary>
    private static async Task<IResult> GetVariablesAsync(
        string id, WorkflowInstances instances, WorkflowDefinitions definitions, CancellationToken cancellationToken)
    {
        var state = await instances.FindStateAsync(id, cancellationToken);
        var version = state is null ? null : await definitions.FindVersionAsync(state.DefinitionVersionId, cancellationToken);
        if (state is null || version is null)
        {
            return ElsaJson.List(Array.Empty<VariableModel>());
        }

        var values = state.Variables;
        return ElsaJson.List(WorkflowDefinition.Parse(version.Source).Variables
            .Select(variable => new VariableModel(
                variable.Id, variable.Name, (values.TryGetPropertyValue(variable.Id, out var value) ? value : variable.Default)?.DeepClone()))
            .ToList());
    }
}
