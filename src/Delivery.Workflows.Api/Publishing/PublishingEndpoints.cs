using System.Security.Claims;
using Delivery.ServiceDefaults.Authorization;
using Delivery.Workflows.Api.Http;
using Delivery.Workflows.Runtime.Definitions;
using Delivery.Workflows.Runtime.Definitions.Audit;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Delivery.Workflows.Api.Publishing;

/// <summary>For the panel of our own page: Elsa has nothing like it.</summary>
internal static class PublishingEndpoints
{
    private const int LongestNote = 2000;

    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapGet("/workflow-definitions/{definitionId}/publishing", GetAsync).Needs(Permissions.Read);
        api.MapPost("/workflow-definitions/{definitionId}/publishing", PublishAsync).Needs(Permissions.Edit);
    }

    private static async Task<IResult> GetAsync(
        string definitionId, ClaimsPrincipal user, WorkflowDefinitions store, PublishingModels models, CancellationToken cancellationToken)
    {
        var latest = await store.FindAsync(definitionId, VersionSelector.Latest, cancellationToken)
            ?? throw ElsaRefusal.NotFound($"workflow '{definitionId}'");
        return ElsaJson.Answer(await models.OfAsync(latest, user.Has(Permissions.Edit), cancellationToken));
    }

    /// <summary>What the panel shows and nothing else: whatever was saved meanwhile has to be looked at first.</summary>
    private static async Task<IResult> PublishAsync(
        string definitionId,
        HttpRequest request,
        ClaimsPrincipal user,
        WorkflowDefinitions store,
        PublishingModels models,
        CancellationToken cancellationToken)
    {
        var body = await ElsaBody.ReadAsync(request, cancellationToken);
        var versionId = body.Text("versionId") ?? throw new ElsaRefusal("The body needs a 'versionId': what is to be published.");
        var revision = ElsaValues.Number(body.Text("revision"), "revision", 1)
            ?? throw new ElsaRefusal("The body needs a 'revision': what is to be published.");
        var note = ElsaValues.Blank(body.Text("note"))?.Trim();
        if (note?.Length > LongestNote)
        {
            throw new ElsaRefusal($"The note is longer than {LongestNote} characters.");
        }

        var publication = await store.PublishAsync(
            definitionId, new DefinitionStamp(versionId, revision), new ChangeAuthor(user.Subject(), note), cancellationToken);
        return ElsaJson.Answer(await models.OfAsync(publication.Version, mayPublish: true, cancellationToken));
    }
}
