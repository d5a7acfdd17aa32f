using System.Security.Claims;
using System.Text.Json.Nodes;
using Delivery.ServiceDefaults.Authorization;
using Delivery.ServiceDefaults.Problems;
using Delivery.Workflows.Api.Http;
using Delivery.Workflows.Runtime;
using Delivery.Workflows.Runtime.Definitions;

namespace Delivery.Workflows.Api.Definitions;

/// <summary>
/// Saves what editors send, and lets nobody overwrite what somebody else has done meanwhile. The Studio saves by itself, the whole definition
/// each time, and may send the next before it has the answer to the one before: a base that is no longer the latest is accepted when all that
/// came since is from the same opening of the editor.
/// </summary>
internal sealed class DefinitionEditor(WorkflowDefinitions definitions, DefinitionModels models)
{
    private const int MaxRaces = 5;

    public async Task<(DefinitionVersion Version, string Session)> SaveAsync(JsonObject sent, ClaimsPrincipal user, CancellationToken cancellationToken)
    {
        var mark = EditingMark.Take(sent);
        var session = mark?.Session ?? NewId();
        var definitionId = sent.Text("definitionId") is { Length: > 0 } given ? given : NewId();
        for (var race = 1; ; race++)
        {
            var latest = await definitions.FindAsync(definitionId, VersionSelector.Latest, cancellationToken);
            if (latest is not null)
            {
                Check(latest, mark);
            }

            var document = await MergeAsync(latest, sent, cancellationToken);
            var versionId = latest is null or { IsPublished: true } ? NewId() : latest.Id;
            document["definitionId"] = definitionId;
            document["id"] = versionId;
            document["version"] = latest is null ? 1 : latest.IsPublished ? latest.Version + 1 : latest.Version;
            new LastEditor(user.Subject(), session, versionId).Put(document);
            try
            {
                return (await definitions.SaveDraftAsync(WorkflowDefinition.From(document), latest?.Stamp, cancellationToken), session);
            }
            catch (ProblemException problem) when (problem.Type == WorkflowProblems.DefinitionChanged && race < MaxRaces)
            {
                // Another save came between: perhaps of the same editor, which is for the next round to see.
            }
        }
    }

    /// <summary>Puts a file in place of the draft, whoever wrote that.</summary>
    public async Task<(DefinitionVersion Version, string Session)> ImportAsync(JsonObject file, ClaimsPrincipal user, CancellationToken cancellationToken)
    {
        EditingMark.Take(file);
        var session = NewId();
        var definitionId = file.Text("definitionId") is { Length: > 0 } given ? given : NewId();
        var latest = await definitions.FindAsync(definitionId, VersionSelector.Latest, cancellationToken);
        var document = file.DeepClone().AsObject();
        document.Remove("links");
        document["definitionId"] = definitionId;
        var versionId = latest switch
        {
            null => file.Text("id") is { Length: > 0 } id && await definitions.FindVersionAsync(id, cancellationToken) is null ? id : NewId(),
            { IsPublished: true } => NewId(),
            _ => latest.Id,
        };
        document["id"] = versionId;
        document["version"] = latest is null ? 1 : latest.IsPublished ? latest.Version + 1 : latest.Version;
        new LastEditor(user.Subject(), session, versionId).Put(document);
        return (await definitions.SaveDraftAsync(WorkflowDefinition.From(document), latest?.Stamp, cancellationToken), session);
    }

    public static string NewId() => Guid.NewGuid().ToString("N")[..16];

    private static void Check(DefinitionVersion latest, EditingMark? mark)
    {
        var last = LastEditor.Of(latest);
        if (mark is not null && (mark.Stamp == latest.Stamp || (last is not null && last.Session == mark.Session)))
        {
            return;
        }

        var who = last is null ? "Somebody else" : last.Who;
        throw new ElsaRefusal(
            $"{who} has changed '{latest.Name ?? latest.DefinitionId}' since you opened it; nothing of yours is stored. "
            + "Open it again, and make your change on top of theirs.");
    }

    private async Task<JsonObject> MergeAsync(DefinitionVersion? latest, JsonObject sent, CancellationToken cancellationToken)
    {
        if (latest is null)
        {
            return DefinitionMerge.Of(null, null, sent);
        }

        var graph = await models.ReadGraphAsync(latest, cancellationToken);
        return DefinitionMerge.Of(
            WorkflowDefinition.Parse(latest.Source).Document, graph.ToJson(graph.Nodes.Skip(1).First(), withCompositeRoots: false), sent);
    }
}
