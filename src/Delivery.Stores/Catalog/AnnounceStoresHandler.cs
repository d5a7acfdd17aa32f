using Delivery.Contracts.Stores;
using Delivery.Messaging;
using Delivery.Messaging.Persistence;
using Delivery.Stores.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Delivery.Stores.Catalog;

/// <summary>Tells a newcomer what the stores are like. The versions stay: who knows them already ignores the repetition.</summary>
internal sealed class AnnounceStoresHandler : IMessageHandler<AnnounceStores, StoresDbContext>
{
    public async Task HandleAsync(
        AnnounceStores message, ModuleTransaction<StoresDbContext> transaction, CancellationToken cancellationToken)
    {
        await foreach (var store in transaction.Db.Stores.AsNoTracking().AsAsyncEnumerable().WithCancellation(cancellationToken))
        {
            transaction.Publish(store.ToChanged());
        }
    }
}
