using Delivery.Contracts.Riders;
using Delivery.Messaging;
using Delivery.Messaging.Persistence;
using Delivery.Riders.Persistence;

namespace Delivery.Riders.Deliveries;

internal sealed class ExpireDeliveryHandler : IMessageHandler<ExpireDelivery, RidersDbContext>
{
    public async Task HandleAsync(
        ExpireDelivery message, ModuleTransaction<RidersDbContext> transaction, CancellationToken cancellationToken)
    {
        var job = await transaction.Db.DeliveryAsync(message.OrderId, transaction.Now, cancellationToken);
        transaction.Publish(job.Expire(message, transaction.Now));
    }
}
