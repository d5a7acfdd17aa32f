using System.Diagnostics;
using System.Text.Json;
using Delivery.Messaging;
using Delivery.Messaging.Persistence;
using Delivery.Notifications.Data;
using Delivery.Notifications.Deliveries;
using Delivery.Notifications.Subscriptions;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Delivery.Notifications.Events;

/// <summary>Writes down what is to be delivered: one row for each subscription that wants the news, whatever the subscribers do later.</summary>
internal sealed class NewsDesk(DeliverySignal signal, IOptions<NotificationsOptions> options)
{
    public async Task TellAsync(OrderNews news, ModuleTransaction<NotificationsDbContext> transaction, CancellationToken cancellationToken)
    {
        var db = transaction.Db;
        var candidates = await db.Subscriptions.AsNoTracking()
            .Where(subscription => subscription.DeletedAt == null
                && (subscription.AllOrders || subscription.OwnerId == news.CustomerId)
                && (subscription.OrderId == null || subscription.OrderId == news.OrderId))
            .ToListAsync(cancellationToken);
        var eventIds = candidates.Where(subscription => subscription.Wants(news.Type))
            .ToDictionary(subscription => EventIds.Of(news, subscription.SubscriptionId));
        var known = await db.Deliveries
            .Where(delivery => eventIds.Keys.Contains(delivery.EventId))
            .Select(delivery => delivery.EventId)
            .ToListAsync(cancellationToken);
        foreach (var (eventId, subscription) in eventIds.ExceptBy(known, entry => entry.Key))
        {
            db.Deliveries.Add(ToDelivery(news, eventId, subscription, transaction.Now));
        }

        transaction.OnCommitted(signal.Wake);
    }

    private NotificationDelivery ToDelivery(OrderNews news, string eventId, Subscription subscription, DateTimeOffset now) => new()
    {
        EventId = eventId,
        SubscriptionId = subscription.SubscriptionId,
        Endpoint = subscription.Endpoint,
        OrderId = news.OrderId,
        EventType = news.Type,
        Version = news.Version,
        Body = JsonSerializer.Serialize(new { type = news.Type, timestamp = news.At, data = news.Data }, MessageJson.Options),
        TraceParent = Activity.Current?.Id,
        CreatedAt = now,
        DueAt = now,
        GiveUpAt = now + options.Value.GiveUpAfter,
    };
}
