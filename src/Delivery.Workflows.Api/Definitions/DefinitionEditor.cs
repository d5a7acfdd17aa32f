using System.Security.Claims;
using System.Text.Json.Nodes;
using Delivery.ServiceDefaults.Authorization;
using Delivery.ServiceDefaults.Problems;
using Delivery.Workflows.Api.Http;
using Delivery.Workflows.Runtime;
using Delivery.Workflows.Runtime.Definitions;
using Microsoft.AspNetCore.Http;

namespace Delivery.Workflows.Api.Definitions;

/// <summary>
/// Saves what editors send, and lets nobody overwrite what somebody else has done meanwhile. The Studio saves by itself, the whole definition
/// each time, and may send the next before it has the answer to the one before: a base that is no longer the latest is accepted when all that
/// came since is from the same opening of the editor, and from earlier in it.
/// </summary>
internal sealed class DefinitionEditor(WorkflowDefinitions definitions, DefinitionModels models)
{
    private const int MaxRaces = 5;

    /// <param name="sent">The definition as the editor has it.</param>
    /// <param name="number">Which change of its page this is, counted from 1; null from whoever does not count.</param>
    /// <param name="user">Who.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task<SavedDraft> SaveAsync(JsonObject sent, long? number, ClaimsPrincipal user, CancellationToken cancellationToken)
    {
        var mark = EditingMark.Take(sent);
        var session = mark?.Session ?? NewId();
        var given = ElsaValues.Blank(sent.Text("definitionId"));
        var definitionId = given ?? NewId();
        for (var race = 1; ; race++)
        {
            var latest = await definitions.FindAsync(definitionId, VersionSelector.Latest, cancellationToken);
            if (latest is null && given is not null)
            {
                await CheckNewAsync(given, mark, cancellationToken);
            }

            if (latest is not null && Check(latest, mark) is { } before && number < before.Number)
            {
                return new SavedDraft(latest, session, IsOvertaken: true);
            }

            var document = await MergeAsync(latest, sent, cancellationToken);
            document["definitionId"] = definitionId;
            Place(document, latest, versionId: null, user, session, number ?? 0);
            try
            {
                var expected = latest?.Stamp ?? DefinitionStamp.None;
                return new SavedDraft(await definitions.SaveDraftAsync(WorkflowDefinition.From(document), expected, cancellationToken), session);
            }
            catch (ProblemException problem) when (problem.Type == WorkflowProblems.DefinitionChanged && race < MaxRaces)
            {
                // Another save came between: perhaps of the same editor, which is for the next round to see.
            }
        }
    }

    /// <summary>Puts a file in place of the draft, whoever wrote that.</summary>
    public async Task<SavedDraft> ImportAsync(JsonObject file, ClaimsPrincipal user, CancellationToken cancellationToken)
    {
        var session = NewId();
        var (draft, expected) = await PrepareAsync(file, session, user, cancellationToken);
        return new SavedDraft(await definitions.SaveDraftAsync(draft, expected, cancellationToken), session);
    }

    /// <summary>Puts files in place of drafts, all of them or none. Of several files for one definition it is the last that counts.</summary>
    public async Task ImportAsync(IEnumerable<JsonObject> files, ClaimsPrincipal user, CancellationToken cancellationToken)
    {
        var drafts = new Dictionary<string, (WorkflowDefinition Definition, DefinitionStamp? Expected)>(StringComparer.Ordinal);
        foreach (var file in files)
        {
            var prepared = await PrepareAsync(file, NewId(), user, cancellationToken);
            drafts[prepared.Draft.DefinitionId] = prepared;
        }

        await definitions.SaveDraftsAsync([.. drafts.Values], cancellationToken);
    }

    /// <summary>Before something is done to the latest version from where it cannot be seen.</summary>
    /// <exception cref="ElsaRefusal">It is a draft of somebody else.</exception>
    public static void CheckOwn(DefinitionVersion latest, ClaimsPrincipal user)
    {
        if (latest.IsDraft && LastEditor.Of(latest) is { } last && last.Who != user.Subject())
        {
            throw new ElsaRefusal(
                $"The draft of '{latest.Name ?? latest.DefinitionId}' is the work of {last.Who}, who may not be done with it; nothing has changed. "
                + "Open it in the editor to see it; what you save or publish there is yours.",
                StatusCodes.Status409Conflict);
        }
    }

    public static string NewId() => Guid.NewGuid().ToString("N")[..16];

    /// <summary>Says in a document which version it becomes, and whose.</summary>
    private static void Place(JsonObject document, DefinitionVersion? latest, string? versionId, ClaimsPrincipal user, string session, long number)
    {
        var id = latest is { IsDraft: true } ? latest.Id : versionId ?? NewId();
        document["id"] = id;
        document["version"] = latest switch
        {
            null => 1,
            { IsDraft: true } => latest.Version,
            _ => latest.Version + 1,
        };
        new LastEditor(user.Subject(), session, id, number).Put(document);
    }

    /// <returns>The save of the same editor that is stored, if it is one.</returns>
    private static LastEditor? Check(DefinitionVersion latest, EditingMark? mark)
    {
        if (mark is not null && mark.Stamp == latest.Stamp)
        {
            return null;
        }

        var last = LastEditor.Of(latest);
        if (mark is not null && last is { Session.Length: > 0 } && last.Session == mark.Session)
        {
            return last;
        }

        var who = last is { Session.Length: > 0 } ? last.Who : "Somebody else";
        throw new ElsaRefusal(
            $"{who} has changed '{latest.Name ?? latest.DefinitionId}' since you opened it; nothing of yours is stored. "
            + "Open it again, and make your change on top of theirs.");
    }

    /// <summary>Whoever has a definition open does not create it again when it is gone; a copy of one that is still there is a new one.</summary>
    private async Task CheckNewAsync(string definitionId, EditingMark? mark, CancellationToken cancellationToken)
    {
        if (mark is not null && await definitions.FindVersionAsync(mark.VersionId, cancellationToken) is null)
        {
            throw new ElsaRefusal(
                $"'{definitionId}' has been deleted since you opened it; nothing of yours is stored. To keep what you see, export it from here and import the file.");
        }
    }

    private async Task<(WorkflowDefinition Draft, DefinitionStamp Expected)> PrepareAsync(
        JsonObject file, string session, ClaimsPrincipal user, CancellationToken cancellationToken)
    {
        EditingMark.Take(file);
        var definitionId = file.Text("definitionId") is { Length: > 0 } given ? given : NewId();
        var latest = await definitions.FindAsync(definitionId, VersionSelector.Latest, cancellationToken);
        var document = file.DeepClone().AsObject();
        document.Remove("links");
        document["definitionId"] = definitionId;
        var own = latest is null && file.Text("id") is { Length: > 0 } id && await definitions.FindVersionAsync(id, cancellationToken) is null ? id : null;
        Place(document, latest, own, user, session, number: 0);
        return (WorkflowDefinition.From(document), latest?.Stamp ?? DefinitionStamp.None);
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
