using Delivery.Contracts.Stores;
using Delivery.Messaging;
using Delivery.Messaging.Persistence;
using Delivery.Orders.Data;

namespace Delivery.Orders.Ordering;

internal sealed class CookingStartedHandler : IMessageHandler<CookingStarted, OrdersDbContext>
{
    public async Task HandleAsync(
        CookingStarted message, ModuleTransaction<OrdersDbContext> transaction, CancellationToken cancellationToken)
    {
        var order = await transaction.Db.LoadOrderAsync(message.OrderId, cancellationToken);
        foreach (var resolved in order.CookingStarted(transaction.Now))
        {
            transaction.Publish(resolved);
        }
    }
}
