using System.Security.Claims;
using System.Text.Json;
using System.Text.Json.Nodes;
using Delivery.ServiceDefaults.Problems;
using Delivery.Workflows.Api.Http;
using Delivery.Workflows.Runtime;
using Delivery.Workflows.Runtime.Definitions;
using Delivery.Workflows.Runtime.Search;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;

namespace Delivery.Workflows.Api.Definitions;

/// <summary>Changes definitions.</summary>
internal static class DefinitionWriteEndpoints
{
    private const int LargestDefinition = 10 * 1024 * 1024;
    private const int MaxRaces = 5;

    public static void Map(IEndpointRouteBuilder api)
    {
        var definitions = api.MapGroup("/workflow-definitions").Needs(Permissions.Edit).WithMetadata(new RequestSizeLimitAttribute(LargestDefinition));
        definitions.MapPost("/", SaveAsync);
        definitions.MapPost("/{definitionId}/publish", PublishAsync);
        definitions.MapPost("/{definitionId}/retract", RetractAsync);
        definitions.MapPost("/{definitionId}/revert/{version:int}", RevertAsync);
        definitions.MapDelete("/{definitionId}", DeleteAsync);
        definitions.MapMethods("/import", ["POST", "PUT"], ImportAsync);
        definitions.MapMethods("/{definitionId}/import", ["POST", "PUT"], ImportAsync);
        definitions.MapPost("/import-files", ImportFilesAsync).DisableAntiforgery();
        api.MapDelete("/workflow-definition-versions/{id}", DeleteVersionAsync).Needs(Permissions.Edit);
        api.MapGet("/workflow-definitions/{definitionId}/consumers", ConsumersAsync).Needs(Permissions.Read);
    }

    private static async Task<IResult> SaveAsync(
        HttpRequest request,
        ClaimsPrincipal user,
        DefinitionEditor editor,
        DefinitionModels models,
        WorkflowDefinitions store,
        CancellationToken cancellationToken)
    {
        var body = await ElsaBody.ReadAsync(request, cancellationToken);
        var model = (body["model"] as JsonObject)?.InAnyCase() ?? throw new ElsaRefusal("The body needs a 'model': the workflow to be saved.");
        var isToBePublished = body["publish"]?.GetValueKind() == JsonValueKind.True;
        for (var race = 1; ; race++)
        {
            var (version, session) = await editor.SaveAsync(model.DeepClone().AsObject(), user, cancellationToken);
            if (!isToBePublished)
            {
                return await AnswerAsync(version, session, publication: null, models, cancellationToken);
            }

            try
            {
                var publication = await store.PublishAsync(version.DefinitionId, version.Stamp, cancellationToken);
                return await AnswerAsync(publication.Version, session, publication, models, cancellationToken);
            }
            catch (ProblemException problem) when (problem.Type == WorkflowProblems.DefinitionChanged && race < MaxRaces)
            {
                // The Studio's own saving came between, or somebody else, which the next round finds out.
            }
        }
    }

    private static async Task<IResult> PublishAsync(
        string definitionId, DefinitionModels models, WorkflowDefinitions store, CancellationToken cancellationToken)
    {
        var publication = await store.PublishAsync(definitionId, cancellationToken);
        return await AnswerAsync(publication.Version, DefinitionEditor.NewId(), publication, models, cancellationToken);
    }

    private static async Task<IResult> RetractAsync(
        string definitionId, DefinitionModels models, WorkflowDefinitions store, CancellationToken cancellationToken) =>
        ElsaJson.Answer(await ModelAsync(
            await store.RetractAsync(definitionId, cancellationToken), DefinitionEditor.NewId(), models, cancellationToken));

    private static async Task<IResult> RevertAsync(
        string definitionId, int version, HttpResponse response, WorkflowDefinitions store, DefinitionSearch search, CancellationToken cancellationToken)
    {
        var draft = await store.RevertAsync(definitionId, version, expected: null, cancellationToken);
        var found = await search.ListAsync(new DefinitionQuery { VersionIds = [draft.Id] }, cancellationToken);
        response.Headers.Location = $"/elsa/api/workflow-definitions/by-id/{draft.Id}";
        return ElsaJson.Answer(DefinitionSummaryModel.Of(found.Items.Single(), mayEdit: true), StatusCodes.Status201Created);
    }

    private static async Task<IResult> DeleteAsync(string definitionId, WorkflowDefinitions store, CancellationToken cancellationToken)
    {
        await store.DeleteAsync(definitionId, cancellationToken);
        return TypedResults.NoContent();
    }

    private static async Task<IResult> DeleteVersionAsync(string id, WorkflowDefinitions store, CancellationToken cancellationToken)
    {
        await store.DeleteVersionAsync(id, cancellationToken);
        return TypedResults.NoContent();
    }

    /// <summary>A file becomes the draft, whatever it says about being published. It replaces what is there: that is what importing means.</summary>
    private static async Task<IResult> ImportAsync(
        HttpRequest request,
        ClaimsPrincipal user,
        DefinitionEditor editor,
        DefinitionModels models,
        CancellationToken cancellationToken)
    {
        var file = await ElsaBody.ReadAsync(request, cancellationToken);
        var isNew = string.IsNullOrEmpty(file.Text("definitionId")) && request.RouteValues["definitionId"] is null;
        if (request.RouteValues["definitionId"] is string definitionId)
        {
            file["definitionId"] = definitionId;
        }

        var (version, session) = await editor.ImportAsync(file, user, cancellationToken);
        return ElsaJson.Answer(await ModelAsync(version, session, models, cancellationToken), isNew ? StatusCodes.Status201Created : StatusCodes.Status200OK);
    }

    /// <summary>JSON files, and archives of them: all that are readable, before any of them is stored.</summary>
    private static async Task<IResult> ImportFilesAsync(
        IFormFileCollection files, ClaimsPrincipal user, DefinitionEditor editor, CancellationToken cancellationToken)
    {
        var budget = new ImportBudget();
        var definitions = new List<JsonObject>();
        foreach (var file in files)
        {
            definitions.AddRange(await DefinitionImport.ReadAsync(file, budget, cancellationToken));
        }

        foreach (var definition in definitions)
        {
            await editor.ImportAsync(definition, user, cancellationToken);
        }

        return ElsaJson.Answer(new CountModel(definitions.Count));
    }

    private static async Task<IResult> ConsumersAsync(string definitionId, WorkflowDefinitions store, CancellationToken cancellationToken) =>
        ElsaJson.Answer(new ConsumersModel(await store.FindConsumersAsync(definitionId, cancellationToken)));

    private static async Task<IResult> AnswerAsync(
        DefinitionVersion version, string session, Publication? publication, DefinitionModels models, CancellationToken cancellationToken) =>
        ElsaJson.Answer(new SavedModel(
            await ModelAsync(version, session, models, cancellationToken),
            publication?.AlreadyPublished ?? false,
            publication?.UpdatedConsumers.Count ?? 0,
            []));

    private static Task<JsonObject> ModelAsync(DefinitionVersion version, string session, DefinitionModels models, CancellationToken cancellationToken) =>
        models.OfAsync(version, mayEdit: true, withCompositeRoots: false, cancellationToken, session);
}
