using Delivery.Messaging.Failpoints;
using Delivery.Messaging.Persistence;
using Delivery.Workflows.Runtime.Execution;
using Delivery.Workflows.Runtime.Instances;
using Delivery.Workflows.Runtime.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Delivery.Workflows.Runtime.Intents;

/// <summary>
/// Claims intents for this replica and writes down what went wrong with them. A claim is a lease, renewed while its holder lives: when the
/// holder dies, another replica claims the intent after it.
/// </summary>
internal sealed class IntentStore(
    Transactions<WorkflowsDbContext> transactions,
    IServiceScopeFactory scopes,
    IntentHandlers handlers,
    IOptions<WorkflowRuntimeOptions> options,
    TimeProvider timeProvider,
    ILogger<IntentStore> logger)
{
    /// <summary>How long an intent is left alone whose instance has faulted: its bookmark sleeps until somebody retries the instance.</summary>
    private static readonly TimeSpan Nap = TimeSpan.FromMinutes(1);

    private readonly WorkflowRuntimeOptions _options = options.Value;

    public async Task<IReadOnlyList<StoredIntent>> ClaimAsync(int limit, CancellationToken cancellationToken)
    {
        if (limit <= 0 || !await AnyDueAsync(cancellationToken))
        {
            return [];
        }

        var claimed = await transactions.RunAsync(
            async (transaction, token) =>
            {
                var due = await Due(transaction.Db, transaction.Now, limit).ToListAsync(token);
                var wanted = await DropUnwantedAsync(transaction, due, token);
                foreach (var intent in wanted)
                {
                    intent.Lease = Guid.NewGuid();
                    intent.DueAt = transaction.Now + _options.IntentLease;
                    // Counted before it is tried: one that kills the process is given up like any other.
                    intent.Attempts += intent.Result is null ? 1 : 0;
                }

                return wanted;
            },
            cancellationToken);
        if (claimed.Count > 0)
        {
            Failpoint.Hit(FailpointNames.IntentAfterClaim);
        }

        return claimed;
    }

    /// <summary>Says that this replica is still at it.</summary>
    public Task RenewAsync(IReadOnlyCollection<StoredIntent> claimed, CancellationToken cancellationToken)
    {
        string[] ids = [.. claimed.Select(intent => intent.Id)];
        Guid?[] leases = [.. claimed.Select(intent => intent.Lease)];
        return transactions.RunAsync(
            (transaction, token) =>
            {
                var until = transaction.Now + _options.IntentLease;
                return transaction.Db.Intents.Where(intent => ids.Contains(intent.Id) && leases.Contains(intent.Lease))
                    .ExecuteUpdateAsync(set => set.SetProperty(intent => intent.DueAt, until), token);
            },
            cancellationToken);
    }

    /// <summary>Gives a claim back unused: this replica stops.</summary>
    public Task ReleaseAsync(StoredIntent claimed, CancellationToken cancellationToken) => UpdateAsync(
        claimed,
        (intent, now) =>
        {
            intent.DueAt = now;
            intent.Attempts -= intent.Result is null ? 1 : 0;
        },
        cancellationToken);

    /// <summary>Leaves it to a later version of the engine, which can read the instances that it concerns: it is nobody's failure.</summary>
    public Task LeaveAsync(StoredIntent claimed, CancellationToken cancellationToken) => UpdateAsync(
        claimed,
        (intent, now) =>
        {
            intent.DueAt = now + Nap;
            intent.Attempts--;
        },
        cancellationToken);

    /// <summary>Notes that it failed: it is tried again later.</summary>
    public Task RecordFailureAsync(StoredIntent claimed, Exception exception, CancellationToken cancellationToken) => UpdateAsync(
        claimed,
        (intent, now) =>
        {
            intent.DueAt = now + Backoff.After(intent.Attempts);
            intent.Error = exception.ToString();
            Log.IntentFailed(logger, exception, intent.Kind, intent.Id, intent.Attempts, intent.DueAt);
        },
        cancellationToken);

    /// <summary>Notes that nobody waits for it and that it cannot be done: an operator decides.</summary>
    public Task GiveUpAsync(StoredIntent claimed, string reason, CancellationToken cancellationToken) => UpdateAsync(
        claimed,
        (intent, _) =>
        {
            intent.DueAt = null;
            intent.Error = reason;
        },
        cancellationToken,
        new InvalidOperationException(reason));

    /// <summary>Keeps a result that could not be brought home: it is not to be done again for that.</summary>
    public Task KeepResultAsync(StoredIntent claimed, IntentOutcome outcome, Exception exception, CancellationToken cancellationToken)
    {
        var failures = claimed.Result is null ? 1 : claimed.Attempts + 1;
        var givenUp = failures >= _options.MaxAttempts;
        return UpdateAsync(
            claimed,
            (intent, now) =>
            {
                intent.Result = outcome.Write();
                intent.Attempts = failures;
                intent.DueAt = givenUp ? null : now + Backoff.After(failures);
                intent.Error = exception.ToString();
                Log.IntentFailed(logger, exception, intent.Kind, intent.Id, failures, intent.DueAt);
            },
            cancellationToken,
            givenUp ? exception : null);
    }

    /// <summary>Keeps the result for an instance that has faulted meanwhile, in case somebody retries it, or that only a later version of the engine can read.</summary>
    public Task PostponeAsync(StoredIntent claimed, IntentOutcome outcome, CancellationToken cancellationToken) => UpdateAsync(
        claimed,
        (intent, now) =>
        {
            intent.Attempts = intent.Result is null ? 0 : intent.Attempts;
            intent.Result = outcome.Write();
            intent.DueAt = now + Nap;
        },
        cancellationToken);

    /// <summary>Changes nothing when another replica has claimed it meanwhile, or it is gone.</summary>
    private Task UpdateAsync(
        StoredIntent claimed, Action<StoredIntent, DateTimeOffset> change, CancellationToken cancellationToken, Exception? incident = null) =>
        transactions.RunAsync(
            async (transaction, token) =>
            {
                var intent = await transaction.Db.Intents.FirstOrDefaultAsync(
                    stored => stored.Id == claimed.Id && stored.Lease == claimed.Lease, token);
                if (intent is null)
                {
                    return;
                }

                change(intent, transaction.Now);
                intent.Lease = null;
                if (incident is not null)
                {
                    transaction.Db.Incidents.Add(RuntimeIncident.Create(
                        intent.InstanceId, intent.CorrelationId, $"{intent.Kind} {intent.Id} was given up", incident, transaction.Now));
                }
            },
            cancellationToken);

    /// <summary>Those whose bookmark is gone are not begun: the activity was cancelled, and its instance has gone on.</summary>
    /// <remarks>
    /// Most are waited for, and a look at the bookmarks says so. What it does not find is judged by the state alone, which is one row: between
    /// two reads somebody could retry a faulted instance, so that it would neither be found waiting nor asleep.
    /// </remarks>
    private static async Task<List<StoredIntent>> DropUnwantedAsync(
        ModuleTransaction<WorkflowsDbContext> transaction, List<StoredIntent> due, CancellationToken cancellationToken)
    {
        var db = transaction.Db;
        string[] bookmarks = [.. due.Select(intent => intent.BookmarkId).OfType<string>()];
        string[] instances = [.. due.Select(intent => intent.InstanceId).Distinct()];
        var waiting = await db.Bookmarks
            .Where(bookmark => instances.Contains(bookmark.InstanceId) && bookmarks.Contains(bookmark.Id))
            .Select(bookmark => bookmark.Id)
            .ToHashSetAsync(cancellationToken);
        string[] doubtful = [.. due.Where(intent => IsDoubtful(intent, waiting)).Select(intent => intent.InstanceId).Distinct()];
        if (doubtful.Length == 0)
        {
            return due;
        }

        var states = await db.Instances.AsNoTracking().Where(instance => doubtful.Contains(instance.Id))
            .Select(instance => new { instance.Id, instance.StateFormat, instance.State })
            .ToDictionaryAsync(instance => instance.Id, instance => (instance.StateFormat, instance.State), cancellationToken);
        var wanted = new List<StoredIntent>(due.Count);
        foreach (var intent in due)
        {
            var demand = !IsDoubtful(intent, waiting) ? Demand.Waits
                : states.TryGetValue(intent.InstanceId, out var stored) ? DemandOf(intent.BookmarkId!, stored.StateFormat, stored.State)
                : Demand.Gone;
            switch (demand)
            {
                case Demand.Waits:
                    wanted.Add(intent);
                    break;
                case Demand.Sleeps:
                    intent.DueAt = transaction.Now + Nap;
                    break;
                default:
                    db.Intents.Remove(intent);
                    break;
            }
        }

        return wanted;
    }

    private static bool IsDoubtful(StoredIntent intent, HashSet<string> waiting) => intent.BookmarkId is { } id && !waiting.Contains(id);

    private static Demand DemandOf(string bookmarkId, int format, byte[] content)
    {
        if (format > InstanceState.FormatVersion)
        {
            // A later version of the engine wrote it, and judges it.
            return Demand.Sleeps;
        }

        var state = InstanceState.Deserialize(content);
        return !state.Awaits(bookmarkId) ? Demand.Gone : state.SubStatus == WorkflowSubStatus.Faulted ? Demand.Sleeps : Demand.Waits;
    }

    /// <summary>Most looks find nothing: they need no transaction, which on SQLite would keep writers out.</summary>
    private async Task<bool> AnyDueAsync(CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<WorkflowsDbContext>();
        var now = timeProvider.GetUtcNow();
        return await db.Intents.AnyAsync(intent => intent.DueAt <= now && handlers.Kinds.Contains(intent.Kind), cancellationToken);
    }

    /// <summary>Only kinds that this host knows: an older binary beside this one leaves the newer kinds alone.</summary>
    private IQueryable<StoredIntent> Due(WorkflowsDbContext db, DateTimeOffset now, int limit)
    {
        string[] kinds = [.. handlers.Kinds];
        return db.OnSqlite
            ? db.Intents.Where(intent => intent.DueAt <= now && kinds.Contains(intent.Kind)).OrderBy(intent => intent.DueAt).Take(limit)
            : db.Intents.FromSql(
                $"""
                SELECT * FROM workflows.intents WHERE due_at <= {now} AND kind = ANY ({kinds})
                ORDER BY due_at LIMIT {limit} FOR UPDATE SKIP LOCKED
                """);
    }

    private enum Demand
    {
        Gone,
        Sleeps,
        Waits,
    }
}
