using System.Text.Json.Nodes;
using Delivery.ServiceDefaults.Problems;
using Delivery.Workflows.Runtime.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Delivery.Workflows.Runtime.Http.Endpoints;

/// <summary>Finds who takes a request.</summary>
/// <remarks>
/// A path without parameters is found by its hash, so that what any replica has just committed is there at once. Templates with parameters are
/// kept in a table, which is read again when it is old, and when nobody takes a request although it is young: then at most a few times a second.
/// </remarks>
internal sealed class EndpointRoutes(IServiceScopeFactory scopes, TimeProvider timeProvider)
{
    public const string Stimulus = "Elsa.HttpEndpoint";

    /// <summary>The path, wherever it stands in the payload.</summary>
    private const string WithParameters = "%\"Path\":\"%{%";

    private static readonly TimeSpan Old = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Young = TimeSpan.FromMilliseconds(250);

    private RouteTable _table = new([], DateTimeOffset.MinValue);

    /// <summary>Null when nobody takes it.</summary>
    /// <exception cref="ProblemException">More than one would.</exception>
    public async Task<EndpointTarget?> FindAsync(string path, string method, string? correlationId, string? instanceId, CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var search = new EndpointSearch(scope.ServiceProvider.GetRequiredService<WorkflowsDbContext>(), path, method, correlationId, instanceId);
        if (await search.FindAsync([path.ToLowerInvariant()], cancellationToken) is { } literal)
        {
            return literal;
        }

        if (timeProvider.GetUtcNow() - _table.ReadAt > Old)
        {
            await ReadAsync(search.Db, cancellationToken);
        }

        var found = await search.FindAsync(_table.Match(path), cancellationToken);
        if (found is not null || timeProvider.GetUtcNow() - _table.ReadAt <= Young)
        {
            return found;
        }

        await ReadAsync(search.Db, cancellationToken);
        return await search.FindAsync(_table.Match(path), cancellationToken);
    }

    private async Task ReadAsync(WorkflowsDbContext db, CancellationToken cancellationToken)
    {
        var now = timeProvider.GetUtcNow();
        var payloads = await db.Triggers.Where(trigger => trigger.Name == Stimulus && EF.Functions.Like(trigger.Payload, WithParameters))
            .Select(trigger => trigger.Payload)
            .Union(db.Bookmarks.Where(bookmark => bookmark.Name == Stimulus && EF.Functions.Like(bookmark.Payload!, WithParameters))
                .Select(bookmark => bookmark.Payload!))
            .ToListAsync(cancellationToken);
        _table = new RouteTable(
            [.. payloads.Select(payload => JsonNode.Parse(payload)!["Path"]!.GetValue<string>()).Distinct(StringComparer.Ordinal)], now);
    }

    private sealed class RouteTable(IReadOnlyList<string> templates, DateTimeOffset readAt)
    {
        public DateTimeOffset ReadAt => readAt;

        public IReadOnlyList<string> Match(string path) => [.. templates.Where(template => RoutePath.Match(template, path) is not null)];
    }
}
