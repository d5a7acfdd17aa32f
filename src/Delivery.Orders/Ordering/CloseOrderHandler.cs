using Delivery.Contracts.Orders;
using Delivery.Messaging;
using Delivery.Messaging.Persistence;
using Delivery.Orders.Data;

namespace Delivery.Orders.Ordering;

internal sealed class CloseOrderHandler : IMessageHandler<CloseOrder, OrdersDbContext>
{
    public async Task HandleAsync(
        CloseOrder message, ModuleTransaction<OrdersDbContext> transaction, CancellationToken cancellationToken)
    {
        var order = await transaction.Db.LoadOrderAsync(message.OrderId, cancellationToken);
        foreach (var @event in order.Close(message, transaction.Now))
        {
            transaction.Publish(@event);
        }
    }
}
