using System.Security.Claims;
using Delivery.Workflows.Api.Http;
using Delivery.Workflows.Runtime.Definitions;
using Delivery.Workflows.Runtime.Search;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Delivery.Workflows.Api.Definitions;

/// <summary>Single definitions.</summary>
internal static class DefinitionEndpoints
{
    public static void Map(IEndpointRouteBuilder api)
    {
        var definitions = api.MapGroup("/workflow-definitions").Needs(Permissions.Read);
        definitions.MapGet("/{definitionId}", GetAsync);
        definitions.MapGet("/by-definition-id/{definitionId}", GetAsync);
        definitions.MapGet("/by-id/{id}", GetVersionAsync);
        definitions.MapGet("/many-by-id", GetManyAsync);
        definitions.MapGet("/{definitionId}/versions", GetVersionsAsync);
        definitions.MapGet("/{definitionId}/export", ExportAsync);
        definitions.MapGet("/subgraph/{versionId}", SubgraphEndpoints.GetAsync);
        definitions.MapGet("/subgraph/segments/{versionId}", SubgraphEndpoints.GetSegmentsAsync);
    }

    public static async Task<DefinitionVersion> FindVersionAsync(string versionId, WorkflowDefinitions store, CancellationToken cancellationToken) =>
        await store.FindVersionAsync(versionId, cancellationToken) ?? throw ElsaRefusal.NotFound($"workflow version '{versionId}'");

    private static async Task<IResult> GetAsync(
        string definitionId,
        HttpRequest request,
        ClaimsPrincipal user,
        DefinitionSearch definitions,
        DefinitionModels models,
        CancellationToken cancellationToken) =>
        ElsaJson.Answer(await models.OfAsync(
            await FindAsync(definitionId, request.Query, definitions, cancellationToken),
            user.Has(Permissions.Edit),
            ElsaValues.Flag(request.Query.Text("includeCompositeRoot"), "includeCompositeRoot") ?? false,
            cancellationToken));

    private static async Task<IResult> GetVersionAsync(
        string id,
        HttpRequest request,
        ClaimsPrincipal user,
        WorkflowDefinitions store,
        DefinitionModels models,
        CancellationToken cancellationToken) =>
        ElsaJson.Answer(await models.OfAsync(
            await FindVersionAsync(id, store, cancellationToken),
            user.Has(Permissions.Edit),
            ElsaValues.Flag(request.Query.Text("includeCompositeRoot"), "includeCompositeRoot") ?? false,
            cancellationToken));

    private static async Task<IResult> GetManyAsync(
        HttpRequest request,
        ClaimsPrincipal user,
        DefinitionSearch definitions,
        DefinitionModels models,
        CancellationToken cancellationToken)
    {
        var ids = request.Query.Texts("ids");
        var versions = ids.Count == 0 ? [] : await definitions.ReadAsync(new DefinitionQuery { VersionIds = ids }, cancellationToken);
        return ElsaJson.List(await models.OfAsync(versions, user.Has(Permissions.Edit), cancellationToken));
    }

    private static async Task<IResult> GetVersionsAsync(
        string definitionId,
        ClaimsPrincipal user,
        DefinitionSearch definitions,
        DefinitionModels models,
        CancellationToken cancellationToken)
    {
        var query = new DefinitionQuery { DefinitionIds = [definitionId], Order = DefinitionOrder.Version, Descending = true };
        var versions = await definitions.ReadAsync(query, cancellationToken);
        return ElsaJson.Answer(await models.OfAsync(versions, user.Has(Permissions.Edit), cancellationToken));
    }

    private static async Task<IResult> ExportAsync(
        string definitionId,
        HttpRequest request,
        WorkflowDefinitions store,
        DefinitionSearch definitions,
        DefinitionModels models,
        CancellationToken cancellationToken)
    {
        var version = await FindAsync(definitionId, request.Query, definitions, cancellationToken);
        var withConsumers = ElsaValues.Flag(request.Query.Text("includeConsumingWorkflows"), "includeConsumingWorkflows") ?? false;
        return await DefinitionExport.AnswerAsync([version], withConsumers, store, models, cancellationToken);
    }

    private static async Task<DefinitionVersion> FindAsync(
        string definitionId, IQueryCollection parameters, DefinitionSearch definitions, CancellationToken cancellationToken)
    {
        var query = VersionOptions.Apply(
            new DefinitionQuery { DefinitionIds = [definitionId], Order = DefinitionOrder.Version, Descending = true },
            parameters.Text("versionOptions"),
            VersionSet.Latest);
        return await definitions.ReadAsync(query, cancellationToken) is [var newest, ..]
            ? newest
            : throw ElsaRefusal.NotFound($"such version of workflow '{definitionId}'");
    }
}
