using System.Globalization;
using Delivery.Contracts.Status;
using Delivery.Messaging;
using Delivery.Messaging.Persistence;
using Delivery.Notifications.Data;

namespace Delivery.Notifications.Events;

internal sealed class OrderStatusChangedHandler(NewsDesk desk) : IMessageHandler<OrderStatusChanged, NotificationsDbContext>
{
    public Task HandleAsync(
        OrderStatusChanged message, ModuleTransaction<NotificationsDbContext> transaction, CancellationToken cancellationToken)
    {
        var data = new StatusNews(
            message.OrderId,
            message.Version,
            message.Status,
            message.Previous,
            message.Outcome,
            message.CustomerId,
            message.StoreId,
            message.RiderId,
            message.At);
        var identity = message.Version.ToString(CultureInfo.InvariantCulture);
        return desk.TellAsync(
            new OrderNews(identity, EventTypes.StatusChanged, message.OrderId, message.CustomerId, message.Version, message.At, data),
            transaction,
            cancellationToken);
    }
}
