using Delivery.Contracts.Riders;
using Delivery.Messaging;
using Delivery.Messaging.Persistence;
using Delivery.Riders.Persistence;
using Delivery.Riders.Regions;

namespace Delivery.Riders.Deliveries;

internal sealed class OfferDeliveryHandler : IMessageHandler<OfferDelivery, RidersDbContext>
{
    public async Task HandleAsync(
        OfferDelivery message, ModuleTransaction<RidersDbContext> transaction, CancellationToken cancellationToken)
    {
        var reach = await transaction.Db.RegionsWithinAsync(message.RegionId, message.Radius, cancellationToken);
        var job = await transaction.Db.DeliveryAsync(message.OrderId, transaction.Now, cancellationToken);
        transaction.Publish(job.Offer(message, reach, transaction.Now));
    }
}
