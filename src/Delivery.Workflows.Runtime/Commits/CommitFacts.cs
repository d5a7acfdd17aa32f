using Delivery.Messaging.Persistence;
using Delivery.Workflows.Runtime.Alterations;
using Delivery.Workflows.Runtime.Mailbox;
using Delivery.Workflows.Runtime.Persistence;
using Delivery.Workflows.Runtime.Schedules;
using Microsoft.EntityFrameworkCore;

namespace Delivery.Workflows.Runtime.Commits;

/// <summary>What the database says, under the locks of the transaction, about the units that want to be committed.</summary>
internal sealed class CommitFacts
{
    private readonly HashSet<Guid> _handled = [];
    private readonly HashSet<string> _taken = [];
    private readonly HashSet<string> _timed = [];
    private Dictionary<string, int> _revisions = [];
    private HashSet<(string PlanId, string InstanceId)> _jobs = [];
    private HashSet<long> _waiting = [];
    private HashSet<string> _intents = [];
    private HashSet<string> _wanting = [];
    private HashSet<string> _requests = [];
    private HashSet<(string? Correlation, string Hash)> _bookmarks = [];
    private RunningInstances _running = new([]);

    private CommitFacts()
    {
    }

    /// <summary>The activity executions that already have a record.</summary>
    public HashSet<string> Recorded { get; private set; } = [];

    public static async Task<CommitFacts> ReadAsync(
        ModuleTransaction<WorkflowsDbContext> transaction, IReadOnlyList<CommitUnit> units, CancellationToken cancellationToken)
    {
        var facts = new CommitFacts();
        await facts.ReadInboxAsync(transaction, units, cancellationToken);
        await facts.ReadInstancesAsync(transaction.Db, [.. units.SelectMany(unit => unit.Bursts)], cancellationToken);
        await facts.ReadIntentsAndRequestsAsync(transaction.Db, units, cancellationToken);
        await facts.ReadSchedulesAsync(transaction.Db, units, cancellationToken);
        await facts.ReadJobsAsync(transaction.Db, units, cancellationToken);
        await facts.ReadMailboxAsync(transaction.Db, units, cancellationToken);
        await facts.ReadBookmarksAsync(transaction.Db, units, cancellationToken);
        return facts;
    }

    /// <summary>Null when the unit may be committed; it then counts as committed for the units behind it.</summary>
    public CommitResult? Judge(CommitUnit unit)
    {
        if ((unit.Message is { } message && _handled.Contains(message.MessageId)) || (unit.MailboxSequence is { } sequence && !_waiting.Contains(sequence))
            || (unit.IntentId is { } intent && !_intents.Contains(intent))
            || (unit.WantedBy is { } wanting && !_wanting.Contains(wanting))
            || (unit.Request is { } request && _requests.Contains(request.Id))
            || (unit.Schedule is { } schedule && !_timed.Contains(schedule.TriggerId))
            || (unit.Job is { } job && !_jobs.Contains((job.PlanId, job.InstanceId))))
        {
            return CommitResult.Duplicate;
        }

        // Two units of one correlation were computed without knowing of each other: the second comes again.
        if (unit.LockKeys.Any(_taken.Contains) || unit.Bursts.Any(HasChanged) || IsAwaited(unit))
        {
            return CommitResult.Lost;
        }

        Accept(unit);
        return null;
    }

    private void Accept(CommitUnit unit)
    {
        _taken.UnionWith(unit.LockKeys);
        if (unit.Message is { } message)
        {
            _handled.Add(message.MessageId);
        }

        if (unit.MailboxSequence is { } sequence)
        {
            _waiting.Remove(sequence);
        }

        if (unit.IntentId is { } intent)
        {
            _intents.Remove(intent);
            _wanting.Remove(intent);
        }

        if (unit.Request is { } request)
        {
            _requests.Add(request.Id);
        }

        if (unit.Schedule is { } schedule)
        {
            _timed.Remove(schedule.TriggerId);
        }
    }

    private bool HasChanged(PreparedBurst burst) =>
        _revisions.GetValueOrDefault(burst.InstanceId) != burst.BaseRevision || (burst.IsNew && !_running.Allows(burst));

    private bool IsAwaited(CommitUnit unit) =>
        unit.Kept is { } kept && kept.Hashes.Any(hash => !hash.StartsInstances && _bookmarks.Contains((kept.CorrelationId, hash.Hash)));

    private async Task ReadInboxAsync(
        ModuleTransaction<WorkflowsDbContext> transaction, IReadOnlyList<CommitUnit> units, CancellationToken cancellationToken)
    {
        Guid[] messages = [.. units.Select(unit => unit.Message?.MessageId).OfType<Guid>()];
        if (messages.Length > 0)
        {
            _handled.UnionWith(await transaction.FindHandledAsync(WorkflowRuntime.Endpoint, messages, cancellationToken));
        }
    }

    private async Task ReadInstancesAsync(WorkflowsDbContext db, IReadOnlyList<PreparedBurst> bursts, CancellationToken cancellationToken)
    {
        if (bursts.Count == 0)
        {
            return;
        }

        string[] ids = [.. bursts.Select(burst => burst.InstanceId)];
        _revisions = await db.Instances.Where(instance => ids.Contains(instance.Id))
            .Select(instance => new { instance.Id, instance.Revision })
            .ToDictionaryAsync(instance => instance.Id, instance => instance.Revision, cancellationToken);

        string[] records = [.. bursts.Where(burst => !burst.IsNew).SelectMany(burst => burst.Burst.Records).Select(record => record.Id)];
        if (records.Length > 0)
        {
            Recorded = await db.ActivityRecords.Where(record => ids.Contains(record.InstanceId) && records.Contains(record.Id))
                .Select(record => record.Id).ToHashSetAsync(cancellationToken);
        }

        var guards = new ActivationGuards(bursts);
        if (guards.IsEmpty)
        {
            return;
        }

        var running = await db.Instances
            .Where(instance => instance.Status == WorkflowStatus.Running
                && (guards.Definitions.Contains(instance.DefinitionId)
                    || guards.Correlations.Contains(instance.CorrelationId)
                    || (instance.CorrelationId == null && guards.UncorrelatedDefinitions.Contains(instance.DefinitionId))))
            .Select(instance => new { instance.DefinitionId, instance.CorrelationId })
            .Distinct()
            .ToListAsync(cancellationToken);
        _running = new RunningInstances([.. running.Select(instance => (instance.DefinitionId, instance.CorrelationId))]);
    }

    private async Task ReadJobsAsync(WorkflowsDbContext db, IReadOnlyList<CommitUnit> units, CancellationToken cancellationToken)
    {
        StoredAlterationJob[] ended = [.. units.Select(unit => unit.Job).OfType<StoredAlterationJob>()];
        if (ended.Length > 0)
        {
            var (plans, instances) = (ended.Select(job => job.PlanId).Distinct().ToArray(), ended.Select(job => job.InstanceId).ToArray());
            var pending = await db.AlterationJobs.AsNoTracking()
                .Where(job => plans.Contains(job.PlanId) && instances.Contains(job.InstanceId) && job.Status == AlterationJobStatus.Pending)
                .ToListAsync(cancellationToken);
            _jobs = [.. pending.Select(job => (job.PlanId, job.InstanceId))];
        }
    }

    private async Task ReadIntentsAndRequestsAsync(WorkflowsDbContext db, IReadOnlyList<CommitUnit> units, CancellationToken cancellationToken)
    {
        string[] ended = [.. units.Select(unit => unit.IntentId).OfType<string>()];
        if (ended.Length > 0)
        {
            _intents = await db.Intents.Where(intent => ended.Contains(intent.Id)).Select(intent => intent.Id).ToHashSetAsync(cancellationToken);
        }

        string[] wanting = [.. units.Select(unit => unit.WantedBy).OfType<string>().Distinct()];
        if (wanting.Length > 0)
        {
            _wanting = await HoldIntentsAsync(db, wanting, cancellationToken);
        }

        string[] requested = [.. units.Select(unit => unit.Request?.Id).OfType<string>()];
        if (requested.Length > 0)
        {
            _requests = await db.HttpRequests.Where(request => requested.Contains(request.Id)).Select(request => request.Id)
                .ToHashSetAsync(cancellationToken);
        }
    }

    /// <summary>Those that are there, and stay until the transaction ends: on PostgreSQL by a lock, on SQLite because there is one writer.</summary>
    private static async Task<HashSet<string>> HoldIntentsAsync(WorkflowsDbContext db, string[] ids, CancellationToken cancellationToken)
    {
        var held = db.OnSqlite
            ? db.Intents.Where(intent => ids.Contains(intent.Id)).Select(intent => intent.Id)
            : db.Database.SqlQuery<string>($"SELECT id FROM workflows.intents WHERE id = ANY ({ids}) ORDER BY id FOR KEY SHARE");
        return await held.ToHashSetAsync(cancellationToken);
    }

    /// <summary>Those that still stand at the time for which they were claimed, and stay there until the transaction ends.</summary>
    private async Task ReadSchedulesAsync(WorkflowsDbContext db, IReadOnlyList<CommitUnit> units, CancellationToken cancellationToken)
    {
        foreach (var schedule in units.Select(unit => unit.Schedule).OfType<StoredSchedule>().OrderBy(schedule => schedule.TriggerId, StringComparer.Ordinal))
        {
            var (id, dueAt) = (schedule.TriggerId, schedule.DueAt);
            var held = db.OnSqlite
                ? ScheduleStore.Same(db, schedule).Select(stored => stored.TriggerId)
                : db.Database.SqlQuery<string>($"SELECT trigger_id FROM workflows.schedules WHERE trigger_id = {id} AND due_at = {dueAt} FOR SHARE");
            _timed.UnionWith(await held.ToListAsync(cancellationToken));
        }
    }

    private async Task ReadMailboxAsync(WorkflowsDbContext db, IReadOnlyList<CommitUnit> units, CancellationToken cancellationToken)
    {
        long[] consumed = [.. units.Select(unit => unit.MailboxSequence).OfType<long>()];
        if (consumed.Length > 0)
        {
            _waiting = await db.Mailbox.Where(message => consumed.Contains(message.Sequence))
                .Select(message => message.Sequence).ToHashSetAsync(cancellationToken);
        }
    }

    private async Task ReadBookmarksAsync(WorkflowsDbContext db, IReadOnlyList<CommitUnit> units, CancellationToken cancellationToken)
    {
        MailboxMessage[] kept = [.. units.Select(unit => unit.Kept).OfType<MailboxMessage>()];
        if (kept.Length > 0)
        {
            string[] hashes = [.. kept.SelectMany(message => message.Hashes).Select(hash => hash.Hash).Distinct()];
            string[] correlations = [.. kept.Select(message => message.CorrelationId).OfType<string>()];
            var bookmarks = await db.Bookmarks
                .Where(bookmark => hashes.Contains(bookmark.Hash) && correlations.Contains(bookmark.CorrelationId))
                .Select(bookmark => new { bookmark.CorrelationId, bookmark.Hash }).ToListAsync(cancellationToken);
            _bookmarks = [.. bookmarks.Select(bookmark => (bookmark.CorrelationId, bookmark.Hash))];
        }
    }
}
