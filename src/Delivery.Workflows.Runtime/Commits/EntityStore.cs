using Delivery.Messaging.Failpoints;
using Delivery.Messaging.Persistence;
using Delivery.Workflows.Runtime.Children;
using Delivery.Workflows.Runtime.Http.Endpoints;
using Delivery.Workflows.Runtime.Intents;
using Delivery.Workflows.Runtime.Mailbox;
using Delivery.Workflows.Runtime.Persistence;
using Delivery.Workflows.Runtime.Timers;
using Microsoft.EntityFrameworkCore;

namespace Delivery.Workflows.Runtime.Commits;

/// <summary>
/// Commits through the change tracker: on SQLite, and on PostgreSQL what is too rare or too intricate for <see cref="GroupStore"/>.
/// </summary>
internal sealed class EntityStore(
    Transactions<WorkflowsDbContext> transactions, EventFanOut events, ParentMail parents, TimerSignal timers, IntentSignal intents, HeldRequests held)
{
    /// <summary>Answers for each unit, in order. Only a cancelled call throws.</summary>
    public async Task<IReadOnlyList<CommitResult>> CommitAsync(IReadOnlyList<CommitUnit> units, CancellationToken cancellationToken)
    {
        try
        {
            var results = await transactions.RunAsync((transaction, token) => ApplyAsync(transaction, units, token), cancellationToken);
            Failpoint.Hit(FailpointNames.EngineAfterCommit);
            if (units.Any(unit => unit.Kept is not null || unit.Bursts.Any(burst => burst.Told.Count > 0)))
            {
                Failpoint.Hit(FailpointNames.MailboxAfterInsert);
            }

            return results;
        }
        catch (Exception exception) when (exception is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
        {
            return units.Count == 1
                ? [new CommitResult(CommitOutcome.Failed) { Error = exception }]
                : await CommitEachAsync(units, cancellationToken);
        }
    }

    /// <summary>One of them is poison, and the database does not say which: alone it fails alone.</summary>
    private async Task<IReadOnlyList<CommitResult>> CommitEachAsync(IReadOnlyList<CommitUnit> units, CancellationToken cancellationToken)
    {
        var results = new List<CommitResult>(units.Count);
        foreach (var unit in units)
        {
            results.AddRange(await CommitAsync([unit], cancellationToken));
        }

        return results;
    }

    private async Task<IReadOnlyList<CommitResult>> ApplyAsync(
        ModuleTransaction<WorkflowsDbContext> transaction, IReadOnlyList<CommitUnit> units, CancellationToken cancellationToken)
    {
        await CorrelationLocks.TakeAsync(transaction.Db, units.SelectMany(unit => unit.LockKeys), cancellationToken);
        var facts = await CommitFacts.ReadAsync(transaction, units, cancellationToken);
        var writer = new CommitWriter(transaction, facts, events, parents);
        var results = new CommitResult?[units.Count];
        for (var index = 0; index < units.Count; index++)
        {
            results[index] = facts.Judge(units[index]);
            if (results[index] is null)
            {
                await writer.WriteAsync(units[index], cancellationToken);
            }
        }

        CommitUnit[] accepted = [.. units.Where((_, index) => results[index] is null)];
        var withMail = await FindMailAsync(transaction.Db, accepted, cancellationToken);
        AnnounceTimers(transaction, accepted);
        foreach (var reply in accepted.SelectMany(unit => unit.Bursts).SelectMany(burst => burst.Replies))
        {
            transaction.OnCommitted(() => held.Announce(reply));
        }

        if (accepted.Any(unit => unit.HasIntents))
        {
            transaction.OnCommitted(intents.Wake);
        }

        transaction.HitBeforeCommit(FailpointNames.EngineBeforeCommit);
        return [.. units.Select((unit, index) => results[index] ?? ToResult(unit, withMail))];
    }

    private static CommitResult ToResult(CommitUnit unit, HashSet<string> withMail) => new(CommitOutcome.Committed)
    {
        WithMail = [.. unit.Bursts.Select(burst => burst.InstanceId).Where(withMail.Contains)],
    };

    /// <summary>Of the instances, those that wait now for what has come before. The locks keep more from coming until the commit.</summary>
    private static async Task<HashSet<string>> FindMailAsync(
        WorkflowsDbContext db, IReadOnlyList<CommitUnit> units, CancellationToken cancellationToken)
    {
        InstanceState[] waiting =
        [
            .. units.SelectMany(unit => unit.Bursts).Select(burst => burst.Burst.State).Where(state => state.Bookmarks.Count > 0),
        ];
        if (waiting.Length == 0)
        {
            return [];
        }

        string[] ids = [.. waiting.Select(state => state.Id)];
        string[] correlations = [.. waiting.Select(state => state.CorrelationId).OfType<string>()];
        string[] hashes = [.. waiting.SelectMany(state => state.Bookmarks).Select(bookmark => bookmark.Hash).Distinct()];
        var stored = await db.Mailbox
            .Where(mail => mail.TriggerId == null && mail.RetryAt == null
                && (ids.Contains(mail.InstanceId) || (mail.InstanceId == null && correlations.Contains(mail.CorrelationId))))
            .SelectMany(mail => mail.Hashes.Where(hash => !hash.StartsInstances), (mail, hash) => new { mail.InstanceId, mail.CorrelationId, hash.Hash })
            .Where(mail => hashes.Contains(mail.Hash))
            .ToListAsync(cancellationToken);
        var added = db.ChangeTracker.Entries<MailboxMessage>()
            .Where(entry => entry.State == EntityState.Added)
            .SelectMany(entry => entry.Entity.Hashes, (entry, hash) => new { entry.Entity.InstanceId, entry.Entity.CorrelationId, hash.Hash });
        return
        [
            .. from state in waiting
               from mail in stored.Concat(added)
               where mail.InstanceId == state.Id || (mail.InstanceId is null && mail.CorrelationId is not null && mail.CorrelationId == state.CorrelationId)
               where state.Bookmarks.Any(bookmark => bookmark.Hash == mail.Hash)
               select state.Id,
        ];
    }

    private void AnnounceTimers(ModuleTransaction<WorkflowsDbContext> transaction, IReadOnlyList<CommitUnit> units)
    {
        var due = units.SelectMany(unit => unit.Bursts).SelectMany(burst => burst.Burst.AddedBookmarks).Min(bookmark => bookmark.DueAt);
        if (due is { } earliest)
        {
            transaction.OnCommitted(() => timers.Announce(earliest));
        }
    }
}
