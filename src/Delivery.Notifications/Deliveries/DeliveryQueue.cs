using Delivery.Messaging.Persistence;
using Delivery.Notifications.Channels;
using Delivery.Notifications.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Delivery.Notifications.Deliveries;

/// <summary>Claims due deliveries and writes down what became of them.</summary>
/// <remarks>
/// A claim is a lease: a replica that dies keeps nothing for long, and one that was slow finds its lease replaced and writes nothing. The
/// subscriber may then hear the same event id twice, never two ids for one piece of news.
/// </remarks>
internal sealed class DeliveryQueue(
    IServiceScopeFactory scopes,
    Transactions<NotificationsDbContext> transactions,
    TimeProvider timeProvider,
    IOptions<NotificationsOptions> options,
    ILogger<DeliveryQueue> logger)
{
    private readonly NotificationsOptions _options = options.Value;

    /// <summary>Takes due deliveries, as many per endpoint as have room.</summary>
    /// <param name="limit">The most to take.</param>
    /// <param name="busy">How many are under way here, by endpoint.</param>
    /// <param name="cancellationToken">Of the process.</param>
    public async Task<List<ClaimedDelivery>> ClaimAsync(
        int limit, IReadOnlyDictionary<string, int> busy, CancellationToken cancellationToken)
    {
        var ids = await ChooseAsync(limit, busy, cancellationToken);
        return ids.Count == 0
            ? []
            : await transactions.RunAsync((transaction, token) => ClaimAsync(ids, transaction, token), cancellationToken);
    }

    /// <summary>Writes down the result, unless another replica has taken the delivery over meanwhile.</summary>
    public Task CompleteAsync(ClaimedDelivery claimed, SendResult result, CancellationToken cancellationToken) =>
        transactions.RunAsync(
            async (transaction, token) =>
            {
                var delivery = await transaction.Db.Deliveries
                    .FirstAsync(delivery => delivery.DeliveryId == claimed.Delivery.DeliveryId, token);
                if (delivery.Lease != claimed.Delivery.Lease || delivery.State != DeliveryState.Pending)
                {
                    return;
                }

                if (result.Error is { } error)
                {
                    delivery.Fail(error, Backoff.After(delivery.Failures + 1, _options), transaction.Now);
                    if (delivery.State == DeliveryState.Failed)
                    {
                        transaction.OnCommitted(() => Log.GivenUp(logger, delivery.EventId, delivery.Attempts, error));
                    }
                }
                else
                {
                    delivery.Succeed(transaction.Now);
                }
            },
            cancellationToken);

    private async Task<List<ClaimedDelivery>> ClaimAsync(
        List<long> ids, ModuleTransaction<NotificationsDbContext> transaction, CancellationToken cancellationToken)
    {
        var db = transaction.Db;
        var deliveries = await LockAsync(db, ids, transaction.Now, cancellationToken);
        var subscriptionIds = deliveries.Select(delivery => delivery.SubscriptionId).Distinct().ToList();
        var subscriptions = await db.Subscriptions.AsNoTracking()
            .Where(subscription => subscriptionIds.Contains(subscription.SubscriptionId))
            .ToDictionaryAsync(subscription => subscription.SubscriptionId, cancellationToken);
        var claimed = new List<ClaimedDelivery>();
        foreach (var delivery in deliveries)
        {
            var subscription = subscriptions[delivery.SubscriptionId];
            if (subscription.DeletedAt is not null)
            {
                // The news came while the subscription was being ended.
                delivery.Cancel();
                continue;
            }

            delivery.Claim(Guid.NewGuid(), transaction.Now + _options.Lease);
            claimed.Add(new ClaimedDelivery(delivery, subscription));
        }

        return claimed;
    }

    /// <summary>Endpoints without room are left out in the question, so that their backlog hides nobody else's deliveries.</summary>
    private async Task<List<long>> ChooseAsync(int limit, IReadOnlyDictionary<string, int> busy, CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<NotificationsDbContext>();
        var now = timeProvider.GetUtcNow();
        var full = busy.Where(endpoint => endpoint.Value >= _options.EndpointConcurrency).Select(endpoint => endpoint.Key).ToList();
        var due = await db.Deliveries.AsNoTracking()
            .Where(delivery => delivery.State == DeliveryState.Pending && delivery.DueAt <= now && !full.Contains(delivery.Endpoint))
            .OrderBy(delivery => delivery.DueAt)
            .ThenBy(delivery => delivery.DeliveryId)
            .Select(delivery => new { delivery.DeliveryId, delivery.Endpoint })
            .Take(limit * _options.EndpointConcurrency)
            .ToListAsync(cancellationToken);
        return due.GroupBy(delivery => delivery.Endpoint)
            .SelectMany(endpoint => endpoint.Take(_options.EndpointConcurrency - busy.GetValueOrDefault(endpoint.Key)))
            .Take(limit)
            .Select(delivery => delivery.DeliveryId)
            .ToList();
    }

    /// <summary>Replicas that look at the same time take different ones.</summary>
    private static Task<List<NotificationDelivery>> LockAsync(
        NotificationsDbContext db, List<long> ids, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var chosen = db.Database.IsNpgsql()
            ? db.Deliveries.FromSql(
                $"""
                SELECT * FROM notifications.deliveries
                WHERE delivery_id = ANY({ids}) AND state = 'Pending' AND due_at <= {now}
                ORDER BY delivery_id FOR UPDATE SKIP LOCKED
                """)
            : db.Deliveries.Where(delivery =>
                ids.Contains(delivery.DeliveryId) && delivery.State == DeliveryState.Pending && delivery.DueAt <= now);
        return chosen.ToListAsync(cancellationToken);
    }
}
