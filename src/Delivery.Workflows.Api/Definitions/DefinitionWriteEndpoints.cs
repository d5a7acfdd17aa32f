using System.Security.Claims;
using System.Text.Json;
using System.Text.Json.Nodes;
using Delivery.ServiceDefaults.Authorization;
using Delivery.ServiceDefaults.Problems;
using Delivery.Workflows.Api.Http;
using Delivery.Workflows.Runtime;
using Delivery.Workflows.Runtime.Definitions;
using Delivery.Workflows.Runtime.Definitions.Audit;
using Delivery.Workflows.Runtime.Definitions.References;
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

    /// <summary>Our page counts what it sends, so that what arrives late is known to be late.</summary>
    private const string NumberHeader = "Delivery-Change";

    /// <summary>Publishes a definition's draft, unless it is somebody else's.</summary>
    public static async Task<Publication> PublishDraftAsync(
        string definitionId, ClaimsPrincipal user, WorkflowDefinitions store, CancellationToken cancellationToken)
    {
        var latest = await store.FindAsync(definitionId, VersionSelector.Latest, cancellationToken);
        if (latest is not null)
        {
            DefinitionEditor.CheckOwn(latest, user);
        }

        return await store.PublishAsync(definitionId, latest?.Stamp, new ChangeAuthor(user.Subject()), cancellationToken);
    }

    public static void Map(IEndpointRouteBuilder api)
    {
        var definitions = api.MapGroup("/workflow-definitions").Needs(Permissions.Edit).WithMetadata(new RequestSizeLimitAttribute(LargestDefinition));
        definitions.MapPost("/", SaveAsync);
        definitions.MapPost("/{definitionId}/publish", PublishAsync);
        definitions.MapPost("/{definitionId}/retract", RetractAsync);
        definitions.MapPost("/{definitionId}/revert/{version:int}", RevertAsync);
        definitions.MapPost("/{definitionId}/update-references", UpdateReferencesAsync);
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
        var number = ElsaValues.Long(ElsaValues.Blank(request.Headers[NumberHeader].ToString()), NumberHeader, least: 1);
        for (var race = 1; ; race++)
        {
            var saved = await editor.SaveAsync(model.DeepClone().AsObject(), number, user, cancellationToken);
            if (!isToBePublished)
            {
                return await AnswerAsync(saved.Version, saved.Session, publication: null, models, cancellationToken);
            }

            if (saved.IsOvertaken)
            {
                throw new ElsaRefusal("A later change of yours is saved already; nothing is published. Look at it, and publish again.");
            }

            try
            {
                var publication = await store.PublishAsync(
                    saved.Version.DefinitionId, saved.Version.Stamp, new ChangeAuthor(user.Subject()), cancellationToken);
                return await AnswerAsync(publication.Version, saved.Session, publication, models, cancellationToken);
            }
            catch (ProblemException problem) when (problem.Type == WorkflowProblems.DefinitionChanged && race < MaxRaces)
            {
                // The Studio's own saving came between, or somebody else, which the next round finds out.
            }
        }
    }

    /// <summary>From the list, where nobody sees what is in the draft.</summary>
    private static async Task<IResult> PublishAsync(
        string definitionId, ClaimsPrincipal user, DefinitionModels models, WorkflowDefinitions store, CancellationToken cancellationToken)
    {
        var publication = await PublishDraftAsync(definitionId, user, store, cancellationToken);
        return await AnswerAsync(publication.Version, DefinitionEditor.NewId(), publication, models, cancellationToken);
    }

    private static async Task<IResult> RetractAsync(
        string definitionId, ClaimsPrincipal user, DefinitionModels models, WorkflowDefinitions store, CancellationToken cancellationToken) =>
        ElsaJson.Answer(await ModelAsync(
            await store.RetractAsync(definitionId, new ChangeAuthor(user.Subject()), cancellationToken), DefinitionEditor.NewId(), models, cancellationToken));

    private static async Task<IResult> RevertAsync(
        string definitionId,
        int version,
        ClaimsPrincipal user,
        HttpResponse response,
        WorkflowDefinitions store,
        DefinitionSearch search,
        CancellationToken cancellationToken)
    {
        var latest = await store.FindAsync(definitionId, VersionSelector.Latest, cancellationToken);
        if (latest is not null)
        {
            DefinitionEditor.CheckOwn(latest, user);
        }

        var draft = await store.RevertAsync(definitionId, version, latest?.Stamp, user.Subject(), cancellationToken);
        var found = await search.ListAsync(new DefinitionQuery { VersionIds = [draft.Id] }, cancellationToken);
        response.Headers.Location = $"/elsa/api/workflow-definitions/by-id/{draft.Id}";
        return ElsaJson.Answer(DefinitionSummaryModel.Of(found.Items.Single(), mayEdit: true), StatusCodes.Status201Created);
    }

    /// <summary>Drafts stay drafts, and what was published is published again. Of those that stay as they were the answer says why.</summary>
    private static async Task<IResult> UpdateReferencesAsync(
        string definitionId, ClaimsPrincipal user, ReferenceUpdater updater, CancellationToken cancellationToken)
    {
        var updates = await updater.UpdateAsync(definitionId, new ChangeAuthor(user.Subject()), cancellationToken);
        var names = updates.Updated.Select(version => JsonValue.Create(version.Name ?? version.DefinitionId));
        var answer = new JsonObject { ["affectedWorkflows"] = new JsonArray([.. names]) };
        foreach (var (id, refusal) in updates.Refused)
        {
            BulkReasons.Add(answer, id, refusal);
        }

        return ElsaJson.Answer(answer);
    }

    private static async Task<IResult> DeleteAsync(
        string definitionId, ClaimsPrincipal user, WorkflowDefinitions store, CancellationToken cancellationToken)
    {
        await store.DeleteAsync(definitionId, new ChangeAuthor(user.Subject()), cancellationToken);
        return TypedResults.NoContent();
    }

    private static async Task<IResult> DeleteVersionAsync(
        string id, ClaimsPrincipal user, WorkflowDefinitions store, CancellationToken cancellationToken)
    {
        await store.DeleteVersionAsync(id, new ChangeAuthor(user.Subject()), cancellationToken);
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

        var saved = await editor.ImportAsync(file, user, cancellationToken);
        return ElsaJson.Answer(await ModelAsync(saved.Version, saved.Session, models, cancellationToken), isNew ? StatusCodes.Status201Created : StatusCodes.Status200OK);
    }

    /// <summary>JSON files, and archives of them: all of them, or none when one cannot be read or stored.</summary>
    private static async Task<IResult> ImportFilesAsync(
        IFormFileCollection files, ClaimsPrincipal user, DefinitionEditor editor, CancellationToken cancellationToken)
    {
        var budget = new ImportBudget();
        var definitions = new List<JsonObject>();
        foreach (var file in files)
        {
            definitions.AddRange(await DefinitionImport.ReadAsync(file, budget, cancellationToken));
        }

        await editor.ImportAsync(definitions, user, cancellationToken);
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
