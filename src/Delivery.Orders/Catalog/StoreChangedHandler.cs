using Delivery.Contracts.Stores;
using Delivery.Messaging;
using Delivery.Messaging.Persistence;
using Delivery.Orders.Data;
using Microsoft.EntityFrameworkCore;

namespace Delivery.Orders.Catalog;

internal sealed class StoreChangedHandler : IMessageHandler<StoreChanged, OrdersDbContext>
{
    public async Task HandleAsync(
        StoreChanged message, ModuleTransaction<OrdersDbContext> transaction, CancellationToken cancellationToken)
    {
        var store = await transaction.Db.Stores.Include(store => store.Items)
            .FirstOrDefaultAsync(store => store.StoreId == message.StoreId, cancellationToken);
        if (store is null)
        {
            transaction.Db.Stores.Add(CatalogStore.From(message));
        }
        else
        {
            store.Merge(message);
        }
    }
}
