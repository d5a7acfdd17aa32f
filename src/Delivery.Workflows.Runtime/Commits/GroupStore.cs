using System.Runtime.ExceptionServices;
using Delivery.Messaging.Failpoints;
using Delivery.Messaging.Persistence;
using Delivery.Workflows.Runtime.Http.Endpoints;
using Delivery.Workflows.Runtime.Intents;
using Delivery.Workflows.Runtime.Persistence;
using Delivery.Workflows.Runtime.Timers;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Delivery.Workflows.Runtime.Commits;

/// <summary>
/// Commits many units in one transaction on PostgreSQL, in two round trips: everything is written on the assumption that no unit has lost a
/// race, the guards among the statements say which one has, and the second round trip commits. Seldom somebody has lost: then all is rolled
/// back and written again without the losers.
/// </summary>
internal sealed class GroupStore(PostgresTransactions<WorkflowsDbContext> transactions, TimerSignal timers, IntentSignal intents, HeldRequests held)
{
    /// <summary>As often as other transactions are run again after a lost race.</summary>
    private const int MaxAttempts = 10;

    private static readonly TimeSpan OutcomePause = TimeSpan.FromMilliseconds(50);

    /// <summary>How often a commit whose answer was lost is asked for while it is still under way.</summary>
    private const int OutcomeAttempts = 40;

    /// <summary>
    /// Events and the ends of children are rare, and who waits for them has to be read before they can be written; starts by time and alteration
    /// plans are rarer still.
    /// </summary>
    public bool Takes(CommitUnit unit) =>
        transactions.IsSupported && unit is { Job: null, Schedule: null } && unit.Bursts.All(burst => burst.Events.Count == 0 && burst.Told.Count == 0);

    /// <summary>Answers for each unit, in order. Only a cancelled call throws.</summary>
    public async Task<IReadOnlyList<CommitResult>> CommitAsync(IReadOnlyList<CommitUnit> units, CancellationToken cancellationToken)
    {
        GroupEntry[] entries = [.. units.Select(unit => new GroupEntry(unit))];
        foreach (var entry in entries)
        {
            MakeReady(entry);
        }

        await DecideAsync([.. entries.Where(entry => entry.Result is null)], cancellationToken);
        return [.. entries.Select(entry => entry.Result!)];
    }

    private static void MakeReady(GroupEntry entry)
    {
        try
        {
            foreach (var burst in entry.Unit.Bursts)
            {
                burst.MakeReady();
            }
        }
        catch (Exception exception)
        {
            entry.Fail(exception);
        }
    }

    private async Task DecideAsync(IReadOnlyList<GroupEntry> entries, CancellationToken cancellationToken)
    {
        var undecided = entries;
        for (var failures = 0; undecided.Count > 0; undecided = [.. undecided.Where(entry => entry.Result is null)])
        {
            try
            {
                await TryAsync(undecided, cancellationToken);
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                throw;
            }
            catch (Exception exception) when (DatabaseErrors.IsLostRace(exception) && ++failures < MaxAttempts)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(Random.Shared.Next(1, 5 * failures)), TimeProvider.System, cancellationToken);
            }
            catch (Exception exception)
            {
                await GiveUpAsync(undecided, exception, cancellationToken);
            }
        }
    }

    /// <summary>
    /// One of them is poison, and the database does not say which: it is searched by halves. A database that does not answer at all has
    /// nothing against any of them.
    /// </summary>
    private async Task GiveUpAsync(IReadOnlyList<GroupEntry> entries, Exception exception, CancellationToken cancellationToken)
    {
        if (entries.Count == 1 || (DatabaseErrors.IsUnavailable(exception) && exception is not PostgresException))
        {
            foreach (var entry in entries)
            {
                entry.Fail(exception);
            }

            return;
        }

        await DecideAsync([.. entries.Take(entries.Count / 2)], cancellationToken);
        await DecideAsync([.. entries.Skip(entries.Count / 2)], cancellationToken);
    }

    /// <summary>One transaction. Whoever has no result afterwards is to be tried again.</summary>
    private async Task TryAsync(IReadOnlyList<GroupEntry> entries, CancellationToken cancellationToken)
    {
        var selection = new GroupSelection(entries);
        CommitUnit[] units = [.. selection.Writers.Select(entry => entry.Unit)];
        await using var transaction = await transactions.BeginAsync(cancellationToken);
        var facts = new GroupFacts();
        var failure = await WriteAsync(transaction, units, facts, cancellationToken);
        if (facts.IsComplete && DropOut(selection, facts))
        {
            return;
        }

        failure?.Throw();
        AnnounceTimers(transaction, units);
        foreach (var reply in units.SelectMany(unit => unit.Bursts).SelectMany(burst => burst.Replies))
        {
            transaction.OnCommitted(() => held.Announce(reply));
        }

        if (units.Any(unit => unit.HasIntents))
        {
            transaction.OnCommitted(intents.Wake);
        }

        Failpoint.Hit(FailpointNames.EngineBeforeCommit);
        await CommitAsync(transaction, facts.TransactionId!, cancellationToken);
        Accept(selection, facts);
    }

    /// <summary>A failing statement may be the consequence of a lost race that the guards before it have found.</summary>
    private static async Task<ExceptionDispatchInfo?> WriteAsync(
        PostgresTransaction transaction, IReadOnlyList<CommitUnit> units, GroupFacts facts, CancellationToken cancellationToken)
    {
        try
        {
            await new GroupWriter(transaction, units, facts).RunAsync(cancellationToken);
            return null;
        }
        catch (PostgresException exception)
        {
            return ExceptionDispatchInfo.Capture(exception);
        }
    }

    /// <summary>True when somebody has: the transaction holds what must not be committed.</summary>
    private static bool DropOut(GroupSelection selection, GroupFacts facts)
    {
        foreach (var entry in selection.Writers)
        {
            entry.Result = facts.Judge(entry.Unit);
        }

        return selection.Writers.Any(entry => entry.Result is not null);
    }

    private async Task CommitAsync(PostgresTransaction transaction, string transactionId, CancellationToken cancellationToken)
    {
        try
        {
            await transaction.CommitAsync(cancellationToken);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            // The answer was lost, perhaps only the answer.
            if (!await FindOutcomeAsync(transactionId, exception, cancellationToken))
            {
                throw new DbUpdateConcurrencyException("Nothing is committed; it can be tried again.", exception);
            }

            transaction.Committed();
        }
    }

    private async Task<bool> FindOutcomeAsync(string transactionId, Exception lost, CancellationToken cancellationToken)
    {
        for (var attempt = 1; attempt <= OutcomeAttempts; attempt++)
        {
            if (await transactions.FindOutcomeAsync(transactionId, cancellationToken) is { } committed)
            {
                return committed;
            }

            await Task.Delay(OutcomePause, TimeProvider.System, cancellationToken);
        }

        throw new NpgsqlException($"The commit of transaction {transactionId} got no answer, and the server does not say what became of it.", lost);
    }

    private static void Accept(GroupSelection selection, GroupFacts facts)
    {
        foreach (var entry in selection.Writers)
        {
            entry.Result = new CommitResult(CommitOutcome.Committed)
            {
                WithMail = [.. entry.Unit.Bursts.Select(burst => burst.InstanceId).Where(facts.WithMail.Contains)],
            };
        }

        foreach (var (entry, result) in selection.Held)
        {
            entry.Result = result;
        }

        Failpoint.Hit(FailpointNames.EngineAfterCommit);
        if (selection.Writers.Any(entry => entry.Unit.Kept is not null))
        {
            Failpoint.Hit(FailpointNames.MailboxAfterInsert);
        }
    }

    private void AnnounceTimers(PostgresTransaction transaction, IReadOnlyList<CommitUnit> units)
    {
        var due = units.SelectMany(unit => unit.Bursts).SelectMany(burst => burst.Burst.AddedBookmarks).Min(bookmark => bookmark.DueAt);
        if (due is { } earliest)
        {
            transaction.OnCommitted(() => timers.Announce(earliest));
        }
    }
}
