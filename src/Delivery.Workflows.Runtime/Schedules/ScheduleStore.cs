using Delivery.Messaging.Failpoints;
using Delivery.Messaging.Persistence;
using Delivery.Workflows.Runtime.Execution;
using Delivery.Workflows.Runtime.Instances;
using Delivery.Workflows.Runtime.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Delivery.Workflows.Runtime.Schedules;

/// <summary>Claims schedules for this replica. A claim is a lease: when its holder dies, another replica claims the schedule after it.</summary>
internal sealed class ScheduleStore(
    Transactions<WorkflowsDbContext> transactions,
    IServiceScopeFactory scopes,
    IOptions<WorkflowRuntimeOptions> options,
    ILogger<ScheduleStore> logger)
{
    public async Task<IReadOnlyList<StoredSchedule>> ClaimAsync(CancellationToken cancellationToken)
    {
        var claimed = await transactions.RunAsync(
            async (transaction, token) =>
            {
                var due = await Due(transaction.Db, transaction.Now).ToListAsync(token);
                due.ForEach(schedule => schedule.WakeAt = transaction.Now + options.Value.TimerLease);
                return due;
            },
            cancellationToken);
        if (claimed.Count > 0)
        {
            Failpoint.Hit(FailpointNames.TimerAfterClaim);
        }

        return claimed;
    }

    /// <summary>When the next schedule wants attention; null when there is none.</summary>
    public async Task<DateTimeOffset?> FindNextAsync(CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<WorkflowsDbContext>();
        return await db.Schedules.MinAsync(schedule => (DateTimeOffset?)schedule.WakeAt, cancellationToken);
    }

    /// <summary>
    /// It has fired for the time for which it was claimed, and goes on to the next one. What it has missed meanwhile it does not make up for.
    /// </summary>
    public Task AdvanceAsync(StoredSchedule fired, CancellationToken cancellationToken) => transactions.RunAsync(
        (transaction, token) => AdvanceAsync(transaction, fired, token), cancellationToken);

    /// <summary>Notes that firing failed: it is tried again, until this time is given up to an operator and the next one has its turn.</summary>
    public Task RecordFailureAsync(StoredSchedule schedule, Exception exception, CancellationToken cancellationToken)
    {
        var attempts = schedule.Attempts + 1;
        return transactions.RunAsync(
            async (transaction, token) =>
            {
                Log.ScheduleFailed(logger, exception, schedule.TriggerId, schedule.DueAt, attempts);
                if (attempts >= options.Value.MaxAttempts)
                {
                    transaction.Db.Incidents.Add(RuntimeIncident.Create(
                        instanceId: null, correlationId: null, $"Trigger {schedule.TriggerId} could not be fired for {schedule.DueAt:O}", exception, transaction.Now));
                    await AdvanceAsync(transaction, schedule, token);
                    return;
                }

                var wakeAt = transaction.Now + Backoff.After(attempts);
                await Same(transaction.Db, schedule).ExecuteUpdateAsync(
                    set => set.SetProperty(stored => stored.Attempts, attempts).SetProperty(stored => stored.WakeAt, wakeAt), token);
            },
            cancellationToken);
    }

    /// <summary>Nothing, when somebody else has moved it on since it was claimed.</summary>
    public static IQueryable<StoredSchedule> Same(WorkflowsDbContext db, StoredSchedule schedule) =>
        db.Schedules.Where(stored => stored.TriggerId == schedule.TriggerId && stored.DueAt == schedule.DueAt);

    private static async Task AdvanceAsync(
        ModuleTransaction<WorkflowsDbContext> transaction, StoredSchedule fired, CancellationToken cancellationToken)
    {
        var next = StoredJson.Read<TriggerSchedule>(fired.Content).Following(fired.DueAt, transaction.Now);
        if (next is not { } dueAt)
        {
            await Same(transaction.Db, fired).ExecuteDeleteAsync(cancellationToken);
            return;
        }

        await Same(transaction.Db, fired).ExecuteUpdateAsync(
            set => set
                .SetProperty(stored => stored.DueAt, dueAt)
                .SetProperty(stored => stored.WakeAt, dueAt)
                .SetProperty(stored => stored.Attempts, 0),
            cancellationToken);
    }

    private IQueryable<StoredSchedule> Due(WorkflowsDbContext db, DateTimeOffset now)
    {
        var limit = options.Value.TimerBatchSize;
        return db.OnSqlite
            ? db.Schedules.Where(schedule => schedule.WakeAt <= now).OrderBy(schedule => schedule.WakeAt).Take(limit)
            : db.Schedules.FromSql(
                $"SELECT * FROM workflows.schedules WHERE wake_at <= {now} ORDER BY wake_at LIMIT {limit} FOR UPDATE SKIP LOCKED");
    }
}
