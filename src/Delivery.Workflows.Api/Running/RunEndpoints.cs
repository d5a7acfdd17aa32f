using System.Security.Claims;
using System.Text.Json;
using System.Text.Json.Nodes;
using Delivery.Workflows.Api.Definitions;
using Delivery.Workflows.Api.Http;
using Delivery.Workflows.Api.Instances;
using Delivery.Workflows.Runtime.Instances;
using Delivery.Workflows.Runtime.Search;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Delivery.Workflows.Api.Running;

/// <summary>Runs definitions by hand.</summary>
internal static class RunEndpoints
{
    private const string InstanceHeader = "x-elsa-workflow-instance-id";
    private const string CannotStartHeader = "x-elsa-workflow-cannot-start";
    private const string ResponseHeader = "x-elsa-response";
    private const int MostAtOnce = 100;
    private const int DeepestInput = 64;
    private static readonly string[] NotOffered = ["name", "triggerActivityId", "activityHandle", "variables"];

    public static void Map(IEndpointRouteBuilder api)
    {
        var definitions = api.MapGroup("/workflow-definitions/{definitionId}").Needs(Permissions.Run);
        definitions.MapPost("/execute", ExecuteAsync);
        definitions.MapPost("/dispatch", DispatchAsync);
        definitions.MapPost("/bulk-dispatch", DispatchManyAsync);
    }

    /// <summary>The Studio reads two headers, and neither the status nor the body.</summary>
    private static async Task<IResult> ExecuteAsync(
        string definitionId,
        HttpContext context,
        ClaimsPrincipal user,
        DefinitionSearch definitions,
        OrderFlows orderFlows,
        WorkflowInstances instances,
        CancellationToken cancellationToken)
    {
        var headers = context.Response.Headers;
        headers[CannotStartHeader] = "True";
        var order = await ReadAsync(definitionId, context.Request, user, definitions, orderFlows, cancellationToken);
        var id = await StartAsync(definitionId, order, instances, cancellationToken);
        headers[CannotStartHeader] = "False";
        headers[InstanceHeader] = id;
        var state = await instances.FindStateAsync(id, cancellationToken) ?? throw ElsaRefusal.NotFound($"workflow instance '{id}'");
        var hasFaulted = state.SubStatus == WorkflowSubStatus.Faulted;
        if (!hasFaulted)
        {
            headers[ResponseHeader] = "true";
        }

        return ElsaJson.Answer(
            new RunModel(StateModel.Of(state, await instances.ListActivitiesAsync(id, cancellationToken))),
            hasFaulted ? StatusCodes.Status500InternalServerError : StatusCodes.Status200OK);
    }

    private static async Task<IResult> DispatchAsync(
        string definitionId,
        HttpRequest request,
        ClaimsPrincipal user,
        DefinitionSearch definitions,
        OrderFlows orderFlows,
        WorkflowInstances instances,
        CancellationToken cancellationToken)
    {
        var order = await ReadAsync(definitionId, request, user, definitions, orderFlows, cancellationToken);
        return ElsaJson.Answer(new JsonObject { ["workflowInstanceId"] = await StartAsync(definitionId, order, instances, cancellationToken) });
    }

    private static async Task<IResult> DispatchManyAsync(
        string definitionId,
        HttpRequest request,
        ClaimsPrincipal user,
        DefinitionSearch definitions,
        OrderFlows orderFlows,
        WorkflowInstances instances,
        CancellationToken cancellationToken)
    {
        var order = await ReadAsync(definitionId, request, user, definitions, orderFlows, cancellationToken);
        var count = ElsaValues.Number(order.Text("count"), "count", 1) ?? 1;
        if (count > MostAtOnce)
        {
            throw new ElsaRefusal($"At most {MostAtOnce} instances are started at once.");
        }

        var ids = new JsonArray();
        for (var number = 0; number < count; number++)
        {
            ids.Add(await StartAsync(definitionId, order, instances, cancellationToken));
        }

        return ElsaJson.Answer(new JsonObject { ["workflowInstanceIds"] = ids });
    }

    private static async Task<JsonObject> ReadAsync(
        string definitionId, HttpRequest request, ClaimsPrincipal user, DefinitionSearch definitions, OrderFlows orderFlows, CancellationToken cancellationToken)
    {
        var order = await ElsaBody.ReadAsync(request, cancellationToken);
        if (NotOffered.FirstOrDefault(member => order[member] is { } value && value is not JsonObject { Count: 0 }) is { } member)
        {
            throw new ElsaRefusal($"'{member}' is not offered here; leave it out.");
        }

        var query = VersionOptions.Apply(
            new DefinitionQuery { DefinitionIds = [definitionId], Order = DefinitionOrder.Version, Descending = true },
            ElsaValues.Blank(order.Text("versionOptions")),
            VersionSet.Published);
        var version = await definitions.ReadAsync(query, cancellationToken) is [var newest, ..]
            ? newest
            : throw ElsaRefusal.NotFound($"such version of workflow '{definitionId}'");
        if (!version.IsPublished)
        {
            throw new ElsaRefusal($"Version {version.Version} of '{definitionId}' is not published, and only what is published can be run. Publish it first.");
        }

        await orderFlows.CheckRunAsync(user, definitionId, cancellationToken);
        return order;
    }

    private static Task<string> StartAsync(string definitionId, JsonObject order, WorkflowInstances instances, CancellationToken cancellationToken) =>
        instances.StartAsync(
            definitionId,
            ElsaValues.Blank(order.Text("correlationId")),
            Input(order),
            cancellationToken);

    /// <summary>Each instance gets its own.</summary>
    private static JsonObject? Input(JsonObject order)
    {
        try
        {
            return order["input"] is JsonObject input
                ? JsonNode.Parse(input.ToJsonString(ElsaJson.Options), documentOptions: new JsonDocumentOptions { MaxDepth = DeepestInput })!.AsObject()
                : null;
        }
        catch (JsonException)
        {
            throw new ElsaRefusal($"The input is nested more than {DeepestInput} deep, which no script could read.");
        }
    }
}
