using Delivery.Messaging.Persistence;
using Delivery.Messaging.Retention;
using Delivery.Notifications.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Delivery.Notifications.Deliveries;

/// <summary>Deletes deliveries that were done with long ago.</summary>
internal sealed class DeliveryRetention(
    IServiceScopeFactory scopes, Transactions<NotificationsDbContext> transactions, RetentionOptions retention, IOptions<NotificationsOptions> options)
    : IRetention<NotificationsDbContext>
{
    /// <summary>Goes through the old end of the table, which holds little else than what can go.</summary>
    public async Task<int> DeleteAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        var before = now - options.Value.DeliveryRetention;
        var (deleted, position) = (0, 0L);
        while (true)
        {
            var page = await ReadAsync(position, cancellationToken);
            long[] old = [.. page.Where(delivery => delivery.CreatedAt < before).Select(delivery => delivery.DeliveryId)];
            if (old.Length == 0)
            {
                return deleted;
            }

            deleted += await transactions.RunAsync(
                (transaction, token) => transaction.Db.Deliveries
                    .Where(delivery => old.Contains(delivery.DeliveryId) && delivery.State != DeliveryState.Pending)
                    .ExecuteDeleteAsync(token),
                cancellationToken);
            position = page[^1].DeliveryId;
        }
    }

    private async Task<List<Entry>> ReadAsync(long after, CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<NotificationsDbContext>().Deliveries
            .Where(delivery => delivery.DeliveryId > after)
            .OrderBy(delivery => delivery.DeliveryId)
            .Take(retention.Batch)
            .Select(delivery => new Entry(delivery.DeliveryId, delivery.CreatedAt))
            .ToListAsync(cancellationToken);
    }

    private sealed record Entry(long DeliveryId, DateTimeOffset CreatedAt);
}
