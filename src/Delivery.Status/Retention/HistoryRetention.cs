using Delivery.Contracts.Status;
using Delivery.Messaging.Persistence;
using Delivery.Messaging.Retention;
using Delivery.Status.Data;
using Delivery.Status.Rebuilds;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Delivery.Status.Retention;

/// <summary>Forgets how orders that ended long ago came to their end.</summary>
/// <remarks>
/// An order's last change is never deleted. So the largest number of all changes stays, and no number is given twice; and who reads the changes
/// from any number on, however old, still learns where every order is.
/// </remarks>
internal sealed class HistoryRetention(
    IServiceScopeFactory scopes, Transactions<StatusDbContext> transactions, RetentionOptions retention, IOptions<StatusOptions> options)
    : IRetention<StatusDbContext>
{
    /// <summary>Goes through the old end of the log, which holds little else than what can go.</summary>
    public async Task<int> DeleteAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        var before = now - options.Value.HistoryRetention;
        var (deleted, position) = (0, 0L);
        while (true)
        {
            var page = await ReadAsync(position, cancellationToken);
            string[] orderIds = [.. page.Where(logged => logged.LoggedAt < before).Select(logged => logged.OrderId).Distinct()];
            if (orderIds.Length == 0)
            {
                return deleted;
            }

            deleted += await transactions.RunAsync((transaction, token) => ForgetAsync(transaction.Db, orderIds, before, token), cancellationToken);
            position = page[^1].Sequence;
        }
    }

    private static async Task<int> ForgetAsync(
        StatusDbContext db, IReadOnlyCollection<string> orderIds, DateTimeOffset before, CancellationToken cancellationToken)
    {
        await RebuildLock.TakeAsync(db, cancellationToken);
        var ended = await db.Views
            .Where(view => orderIds.Contains(view.OrderId)
                && (view.Status == OrderStatus.Completed || view.Status == OrderStatus.Cancelled)
                && view.ChangedAt < before)
            .Select(view => view.OrderId)
            .ToListAsync(cancellationToken);
        var changes = await db.Changes
            .Where(change => ended.Contains(change.OrderId)
                && db.Changes.Any(later => later.OrderId == change.OrderId && later.Version > change.Version))
            .ExecuteDeleteAsync(cancellationToken);
        return changes + await db.Log.Where(logged => ended.Contains(logged.OrderId)).ExecuteDeleteAsync(cancellationToken);
    }

    private async Task<List<Entry>> ReadAsync(long after, CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<StatusDbContext>().Log
            .Where(logged => logged.Sequence > after)
            .OrderBy(logged => logged.Sequence)
            .Take(retention.Batch)
            .Select(logged => new Entry(logged.Sequence, logged.OrderId, logged.LoggedAt))
            .ToListAsync(cancellationToken);
    }

    private sealed record Entry(long Sequence, string OrderId, DateTimeOffset LoggedAt);
}
