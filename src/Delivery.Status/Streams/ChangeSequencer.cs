using Delivery.Messaging.Failpoints;
using Delivery.Messaging.Persistence;
using Delivery.Status.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Delivery.Status.Streams;

/// <summary>
/// Gives committed changes their numbers, by which streams are read and resumed.
/// </summary>
/// <remarks>
/// A number drawn inside the transaction that makes the change would be unsafe on PostgreSQL: number 6 can be committed and read before number
/// 5, which the reader then never sees. Holding a lock until the commit would be safe and would let one change commit at a time. So changes are
/// committed without a number, and one numbering at a time gives numbers to many that are committed. What has a number was therefore visible
/// before anything with a larger one, and the numbers have no gaps.
/// </remarks>
internal sealed class ChangeSequencer(IServiceScopeFactory scopes, Transactions<StatusDbContext> transactions)
{
    private const int BatchSize = 500;

    /// <summary>Any constant of our own; it names the lock in the whole database.</summary>
    private const long LockKey = 0x5354_4154_5553;

    /// <summary>Numbers what has none; true when there may be more.</summary>
    public async Task<bool> NumberAsync(CancellationToken cancellationToken)
    {
        if (!await HasUnnumberedAsync(cancellationToken))
        {
            return false;
        }

        var numbered = await transactions.RunAsync(NumberBatchAsync, cancellationToken);
        Failpoint.Hit(FailpointNames.SequencerAfterCommit);
        return numbered == BatchSize;
    }

    private async Task<bool> HasUnnumberedAsync(CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<StatusDbContext>();
        return await db.Changes.AnyAsync(change => change.Sequence == null, cancellationToken);
    }

    private static async Task<int> NumberBatchAsync(ModuleTransaction<StatusDbContext> transaction, CancellationToken cancellationToken)
    {
        var db = transaction.Db;
        if (db.Database.IsNpgsql())
        {
            await db.Database.ExecuteSqlAsync($"SELECT pg_advisory_xact_lock({LockKey})", cancellationToken);
        }

        var last = await db.Changes.MaxAsync(change => change.Sequence, cancellationToken) ?? 0;
        // An order's times never decrease, so each order's changes are numbered in their order.
        var unnumbered = await db.Changes
            .Where(change => change.Sequence == null)
            .OrderBy(change => change.At)
            .ThenBy(change => change.Version)
            .Take(BatchSize)
            .ToListAsync(cancellationToken);
        foreach (var change in unnumbered)
        {
            change.Sequence = ++last;
        }

        transaction.HitBeforeCommit(FailpointNames.SequencerBeforeCommit);
        return unnumbered.Count;
    }
}
