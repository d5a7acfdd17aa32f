using Delivery.Contracts.Riders;
using Delivery.Messaging;
using Delivery.Messaging.Persistence;
using Delivery.Riders.Persistence;

namespace Delivery.Riders.Deliveries;

internal sealed class ReleaseRiderHandler : IMessageHandler<ReleaseRider, RidersDbContext>
{
    public async Task HandleAsync(
        ReleaseRider message, ModuleTransaction<RidersDbContext> transaction, CancellationToken cancellationToken)
    {
        var job = await transaction.Db.KnownDeliveryAsync(message.OrderId, transaction.Now, cancellationToken);
        transaction.Publish(job.Release(message, transaction.Now));
    }
}
