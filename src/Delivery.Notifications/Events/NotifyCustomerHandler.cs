using Delivery.Contracts.Notifications;
using Delivery.Messaging;
using Delivery.Messaging.Persistence;
using Delivery.Notifications.Data;

namespace Delivery.Notifications.Events;

internal sealed class NotifyCustomerHandler(NewsDesk desk) : IMessageHandler<NotifyCustomer, NotificationsDbContext>
{
    public Task HandleAsync(NotifyCustomer message, ModuleTransaction<NotificationsDbContext> transaction, CancellationToken cancellationToken)
    {
        var data = new NoticeNews(
            message.OrderId, message.CustomerId, message.Template, NoticeTemplates.TextOf(message.Template, message.Text), transaction.Now);
        // A workflow's request is told once, however often it is sent; without one, a template is told once per order.
        return desk.TellAsync(
            new OrderNews(
                message.RequestId ?? message.Template, EventTypes.Notice, message.OrderId, message.CustomerId, Version: null, transaction.Now, data),
            transaction,
            cancellationToken);
    }
}
