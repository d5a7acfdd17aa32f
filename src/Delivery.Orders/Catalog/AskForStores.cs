using Delivery.Contracts.Stores;
using Delivery.Messaging.Persistence;
using Delivery.Orders.Data;
using Delivery.ServiceDefaults.Modules;
using Microsoft.EntityFrameworkCore;

namespace Delivery.Orders.Catalog;

/// <summary>Asks Stores for everything when the copy is empty: what was published before this module first ran never reached it.</summary>
internal sealed class AskForStores(Transactions<OrdersDbContext> transactions) : IModuleSetup
{
    public int Order => 20;

    public string Description => "ask for the stores";

    public Task RunAsync(CancellationToken cancellationToken) =>
        transactions.RunAsync(
            async (transaction, token) =>
            {
                if (!await transaction.Db.Stores.AnyAsync(token))
                {
                    transaction.Send(new AnnounceStores());
                }
            },
            cancellationToken);
}
