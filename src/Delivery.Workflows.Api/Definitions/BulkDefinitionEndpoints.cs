using System.Security.Claims;
using System.Text.Json;
using System.Text.Json.Nodes;
using Delivery.ServiceDefaults.Authorization;
using Delivery.ServiceDefaults.Problems;
using Delivery.Workflows.Api.Http;
using Delivery.Workflows.Runtime;
using Delivery.Workflows.Runtime.Definitions;
using Delivery.Workflows.Runtime.Definitions.Audit;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Delivery.Workflows.Api.Definitions;

/// <summary>Changes several definitions, each on its own: what is refused for one is done for the others.</summary>
internal static class BulkDefinitionEndpoints
{
    public static void Map(IEndpointRouteBuilder api)
    {
        var bulk = api.MapGroup("/bulk-actions").Needs(Permissions.Edit);
        bulk.MapPost("/publish/workflow-definitions/by-definition-ids", PublishAsync);
        bulk.MapPost("/retract/workflow-definitions/by-definition-ids", RetractAsync);
        api.MapPost("/bulk-actions/export/workflow-definitions", ExportAsync).Needs(Permissions.Read);
        bulk.MapPost(
            "/delete/workflow-definitions/by-definition-id",
            (HttpRequest request, ClaimsPrincipal user, WorkflowDefinitions store, CancellationToken cancellationToken) =>
                DeleteAsync(request, "definitionIds", (id, token) => store.DeleteAsync(id, new ChangeAuthor(user.Subject()), token), cancellationToken));
        bulk.MapPost(
            "/delete/workflow-definitions/by-id",
            (HttpRequest request, ClaimsPrincipal user, WorkflowDefinitions store, CancellationToken cancellationToken) =>
                DeleteAsync(request, "ids", (id, token) => store.DeleteVersionAsync(id, new ChangeAuthor(user.Subject()), token), cancellationToken));
    }

    /// <summary>Versions as files; with those that use them, if that is wanted.</summary>
    private static async Task<IResult> ExportAsync(
        HttpRequest request, WorkflowDefinitions store, DefinitionModels models, CancellationToken cancellationToken)
    {
        var body = await ElsaBody.ReadAsync(request, cancellationToken);
        var versions = new List<DefinitionVersion>();
        foreach (var id in body.Texts("ids").Distinct())
        {
            versions.Add(await DefinitionEndpoints.FindVersionAsync(id, store, cancellationToken));
        }

        return await DefinitionExport.AnswerAsync(
            versions, body["includeConsumingWorkflows"]?.GetValueKind() == JsonValueKind.True, store, models, cancellationToken);
    }

    private static async Task<IResult> PublishAsync(
        HttpRequest request, ClaimsPrincipal user, WorkflowDefinitions store, CancellationToken cancellationToken)
    {
        var ids = (await ElsaBody.ReadAsync(request, cancellationToken)).Texts("definitionIds");
        var answer = Lists("published", "alreadyPublished", "notFound", "skipped", "updatedConsumers", "failed");
        answer["warnings"] = new JsonObject();
        foreach (var id in ids)
        {
            try
            {
                var publication = await DefinitionWriteEndpoints.PublishDraftAsync(id, user, store, cancellationToken);
                Add(answer, publication.AlreadyPublished ? "alreadyPublished" : "published", id);
                foreach (var consumer in publication.UpdatedConsumers)
                {
                    Add(answer, "updatedConsumers", consumer);
                }
            }
            catch (ProblemException problem) when (problem.Type == WorkflowProblems.DefinitionNotFound)
            {
                Add(answer, "notFound", id);
            }
            catch (Exception exception) when (exception is ProblemException or ElsaRefusal)
            {
                Add(answer, "failed", id);
                BulkReasons.Add(answer, id, exception);
            }
        }

        return ElsaJson.Answer(answer);
    }

    private static async Task<IResult> RetractAsync(
        HttpRequest request, ClaimsPrincipal user, WorkflowDefinitions store, CancellationToken cancellationToken)
    {
        var ids = (await ElsaBody.ReadAsync(request, cancellationToken)).Texts("definitionIds");
        var answer = Lists("retracted", "alreadyRetracted", "notPublished", "notFound", "skipped");
        foreach (var id in ids)
        {
            try
            {
                await store.RetractAsync(id, new ChangeAuthor(user.Subject()), cancellationToken);
                Add(answer, "retracted", id);
            }
            catch (ProblemException problem) when (problem.Type == WorkflowProblems.DefinitionNotFound)
            {
                Add(answer, "notFound", id);
            }
            catch (ProblemException problem) when (problem.Type == WorkflowProblems.DefinitionNotPublished)
            {
                Add(answer, "notPublished", id);
            }
            catch (ProblemException problem)
            {
                Add(answer, "skipped", id);
                BulkReasons.Add(answer, id, problem);
            }
        }

        return ElsaJson.Answer(answer);
    }

    private static async Task<IResult> DeleteAsync(
        HttpRequest request, string member, Func<string, CancellationToken, Task> delete, CancellationToken cancellationToken)
    {
        var deleted = 0;
        var answer = new JsonObject { ["deleted"] = deleted };
        foreach (var id in (await ElsaBody.ReadAsync(request, cancellationToken)).Texts(member).Distinct())
        {
            try
            {
                await delete(id, cancellationToken);
                answer["deleted"] = ++deleted;
            }
            catch (ProblemException problem) when (problem.Type == WorkflowProblems.DefinitionNotFound)
            {
                // Gone is gone.
            }
            catch (ProblemException problem)
            {
                BulkReasons.Add(answer, id, problem);
            }
        }

        return ElsaJson.Answer(answer);
    }

    private static JsonObject Lists(params string[] names) => new(names.Select(name => KeyValuePair.Create(name, (JsonNode?)new JsonArray())));

    private static void Add(JsonObject answer, string list, string id) => answer[list]!.AsArray().Add(id);
}
