using Delivery.Messaging.Persistence;
using Delivery.Workflows.Runtime.Definitions;
using Delivery.Workflows.Runtime.Execution;
using Delivery.Workflows.Runtime.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Delivery.Workflows.Runtime.Messages;

/// <summary>Reads who could take a stimulus, and the instance that waits for it: on PostgreSQL in one round trip, which many share.</summary>
internal sealed class TakerReader
{
    private readonly Collector<TakerQuery, Takers> _group;
    private readonly IServiceScopeFactory _scopes;
    private readonly PostgresTransactions<WorkflowsDbContext> _transactions;

    public TakerReader(
        IServiceScopeFactory scopes, PostgresTransactions<WorkflowsDbContext> transactions, IOptions<WorkflowRuntimeOptions> options)
    {
        _scopes = scopes;
        _transactions = transactions;
        _group = new Collector<TakerQuery, Takers>(ReadAsync, options.Value.ReadConcurrency, options.Value.MaxCommitSize);
    }

    public Task<Takers> FindAsync(TakerQuery query, CancellationToken cancellationToken) =>
        _transactions.IsSupported ? _group.AskAsync(query, cancellationToken) : FindByEntitiesAsync(query, cancellationToken);

    private async Task<IReadOnlyList<Takers>> ReadAsync(IReadOnlyList<TakerQuery> queries, CancellationToken cancellationToken)
    {
        var takers = new TakerGroup(queries);
        await using var connection = await _transactions.DataSource.OpenConnectionAsync(cancellationToken);
        await using var batch = connection.CreateBatch();
        await takers.ReadAsync(new PostgresBatch(batch), cancellationToken);
        return takers.Answers;
    }

    private async Task<Takers> FindByEntitiesAsync(TakerQuery query, CancellationToken cancellationToken)
    {
        await using var scope = _scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<WorkflowsDbContext>();
        var takers = new Takers { Waiting = await FindWaitingAsync(db, query, cancellationToken) };
        foreach (var trigger in await FindTriggersAsync(db, query, cancellationToken))
        {
            takers.Add(trigger);
        }

        return takers;
    }

    private static async Task<List<StoredTrigger>> FindTriggersAsync(
        WorkflowsDbContext db, TakerQuery query, CancellationToken cancellationToken) =>
        query is { TriggerId: null, TriggerHashes.Count: 0 }
            ? []
            : await db.Triggers.AsNoTracking()
                .Where(trigger => trigger.Id == query.TriggerId || query.TriggerHashes.Contains(trigger.Hash))
                .ToListAsync(cancellationToken);

    private static async Task<WaitingBookmark?> FindWaitingAsync(WorkflowsDbContext db, TakerQuery query, CancellationToken cancellationToken)
    {
        if (query.BookmarkHashes.Count == 0)
        {
            return null;
        }

        List<string> preference = [.. query.BookmarkHashes];
        var found = await db.Bookmarks
            .Where(bookmark => preference.Contains(bookmark.Hash)
                && (query.CorrelationId == null || bookmark.CorrelationId == query.CorrelationId)
                && (query.InstanceId == null || bookmark.InstanceId == query.InstanceId))
            .Join(
                db.Instances,
                bookmark => bookmark.InstanceId,
                instance => instance.Id,
                (bookmark, instance) => new { bookmark.Id, bookmark.Hash, bookmark.CreatedAt, Instance = instance })
            .AsNoTracking()
            .ToListAsync(cancellationToken);
        return found
            .OrderBy(match => preference.IndexOf(match.Hash))
            .ThenBy(match => match.CreatedAt)
            .ThenBy(match => match.Id, StringComparer.Ordinal)
            .Select(match => new WaitingBookmark(match.Id, LoadedInstance.Of(match.Instance)))
            .FirstOrDefault();
    }
}
