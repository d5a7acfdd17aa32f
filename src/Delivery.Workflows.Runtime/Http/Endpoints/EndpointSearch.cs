using System.Text.Json.Nodes;
using Delivery.ServiceDefaults.Problems;
using Delivery.Workflows.Runtime.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Delivery.Workflows.Runtime.Http.Endpoints;

/// <summary>Looks for who takes one request.</summary>
internal sealed class EndpointSearch(WorkflowsDbContext db, string path, string method, string? correlationId, string? instanceId)
{
    public WorkflowsDbContext Db => db;

    /// <param name="templates">Of the endpoints that the path matches, normalized.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="ProblemException">More than one would take it.</exception>
    public async Task<EndpointTarget?> FindAsync(IReadOnlyList<string> templates, CancellationToken cancellationToken)
    {
        if (templates.Count == 0)
        {
            return null;
        }

        string[] hashes = [.. templates.Select(template => HashOf(template, method))];
        if (instanceId is null && await FindTriggerAsync(hashes, cancellationToken) is { } trigger)
        {
            return trigger;
        }

        var bookmarks = await db.Bookmarks.AsNoTracking()
            .Where(bookmark => hashes.Contains(bookmark.Hash)
                && (correlationId == null || bookmark.CorrelationId == correlationId)
                && (instanceId == null || bookmark.InstanceId == instanceId))
            .Take(2)
            .ToListAsync(cancellationToken);
        return bookmarks switch
        {
            [] => null,
            [var bookmark] => ToTarget(bookmark.Payload ?? "{}") with
            {
                InstanceId = bookmark.InstanceId, BookmarkId = bookmark.Id, CorrelationId = bookmark.CorrelationId,
            },
            _ => throw new ProblemException(
                HttpEndpointProblems.Ambiguous,
                "More than one workflow instance waits for this request. Say which one is meant with the header X-Correlation-ID or X-Workflow-Instance-ID."),
        };
    }

    public static string HashOf(string template, string method) =>
        StimulusHash.Compute(EndpointRoutes.Stimulus, new JsonObject { ["Path"] = template, ["Method"] = method });

    private async Task<EndpointTarget?> FindTriggerAsync(string[] hashes, CancellationToken cancellationToken)
    {
        var triggers = await db.Triggers.AsNoTracking().Where(trigger => hashes.Contains(trigger.Hash)).Take(2).ToListAsync(cancellationToken);
        return triggers switch
        {
            [] => null,
            [var trigger] => ToTarget(trigger.Payload) with { Trigger = trigger, CorrelationId = correlationId },
            _ => throw new ProblemException(
                HttpEndpointProblems.Ambiguous, "More than one workflow starts with this request. Change the path of one of their endpoints."),
        };
    }

    private EndpointTarget ToTarget(string payload)
    {
        var limits = new EndpointLimits(JsonNode.Parse(payload)!.AsObject());
        return new EndpointTarget(limits, RoutePath.Match(limits.Template, path) ?? new Dictionary<string, string>());
    }
}
