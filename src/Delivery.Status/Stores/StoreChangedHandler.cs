using Delivery.Contracts.Stores;
using Delivery.Messaging;
using Delivery.Messaging.Persistence;
using Delivery.Status.Data;

namespace Delivery.Status.Stores;

internal sealed class StoreChangedHandler : IMessageHandler<StoreChanged, StatusDbContext>
{
    public async Task HandleAsync(
        StoreChanged message, ModuleTransaction<StatusDbContext> transaction, CancellationToken cancellationToken)
    {
        var store = await transaction.Db.Stores.FindAsync([message.StoreId], cancellationToken);
        if (store is null)
        {
            store = new StoreOwner { StoreId = message.StoreId };
            transaction.Db.Stores.Add(store);
        }

        store.Merge(message);
    }
}
