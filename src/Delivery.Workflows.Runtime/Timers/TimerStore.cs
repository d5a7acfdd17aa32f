using Delivery.Messaging.Failpoints;
using Delivery.Messaging.Persistence;
using Delivery.Workflows.Runtime.Execution;
using Delivery.Workflows.Runtime.Instances;
using Delivery.Workflows.Runtime.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Delivery.Workflows.Runtime.Timers;

/// <summary>Claims timers for this replica. A claim is a lease: when its holder dies, another replica claims the timer after it.</summary>
internal sealed class TimerStore(
    Transactions<WorkflowsDbContext> transactions,
    IServiceScopeFactory scopes,
    IOptions<WorkflowRuntimeOptions> options,
    ILogger<TimerStore> logger)
{
    public async Task<IReadOnlyList<StoredBookmark>> ClaimAsync(CancellationToken cancellationToken)
    {
        var claimed = await transactions.RunAsync(
            async (transaction, token) =>
            {
                var due = await Due(transaction.Db, transaction.Now).ToListAsync(token);
                due.ForEach(timer => timer.WakeAt = transaction.Now + options.Value.TimerLease);
                return due;
            },
            cancellationToken);
        if (claimed.Count > 0)
        {
            Failpoint.Hit(FailpointNames.TimerAfterClaim);
        }

        return claimed;
    }

    /// <summary>When the next timer wants attention; null when there is none.</summary>
    public async Task<DateTimeOffset?> FindNextAsync(CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<WorkflowsDbContext>();
        return await db.Bookmarks.Where(timer => timer.WakeAt != null).MinAsync(timer => timer.WakeAt, cancellationToken);
    }

    /// <summary>Notes that firing failed: it is tried again until it is given up to an operator.</summary>
    public Task RecordFailureAsync(StoredBookmark timer, Exception exception, CancellationToken cancellationToken)
    {
        var attempts = timer.Attempts + 1;
        var givenUp = attempts >= options.Value.MaxAttempts;
        return transactions.RunAsync(
            async (transaction, token) =>
            {
                DateTimeOffset? wakeAt = givenUp ? null : transaction.Now + Backoff.After(attempts);
                Log.TimerFailed(logger, exception, timer.InstanceId, timer.Id, attempts, wakeAt);
                await transaction.Db.Bookmarks
                    .Where(stored => stored.InstanceId == timer.InstanceId && stored.Id == timer.Id)
                    .ExecuteUpdateAsync(
                        set => set.SetProperty(stored => stored.Attempts, attempts).SetProperty(stored => stored.WakeAt, wakeAt), token);
                if (givenUp)
                {
                    transaction.Db.Incidents.Add(RuntimeIncident.Create(
                        timer.InstanceId, timer.CorrelationId, $"Timer {timer.Id} could not be fired", exception, transaction.Now));
                }
            },
            cancellationToken);
    }

    private IQueryable<StoredBookmark> Due(WorkflowsDbContext db, DateTimeOffset now)
    {
        var limit = options.Value.TimerBatchSize;
        return db.OnSqlite
            ? db.Bookmarks.Where(timer => timer.WakeAt <= now).OrderBy(timer => timer.WakeAt).Take(limit)
            : db.Bookmarks.FromSql(
                $"SELECT * FROM workflows.bookmarks WHERE wake_at <= {now} ORDER BY wake_at LIMIT {limit} FOR UPDATE SKIP LOCKED");
    }
}
