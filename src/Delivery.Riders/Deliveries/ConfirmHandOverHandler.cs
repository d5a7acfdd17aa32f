using Delivery.Contracts.Riders;
using Delivery.Messaging;
using Delivery.Messaging.Persistence;
using Delivery.Riders.Persistence;

namespace Delivery.Riders.Deliveries;

internal sealed class ConfirmHandOverHandler : IMessageHandler<ConfirmHandOver, RidersDbContext>
{
    public async Task HandleAsync(
        ConfirmHandOver message, ModuleTransaction<RidersDbContext> transaction, CancellationToken cancellationToken)
    {
        var job = await transaction.Db.KnownDeliveryAsync(message.OrderId, transaction.Now, cancellationToken);
        var version = job.Version;
        var answer = job.ConfirmHandOver(message, transaction.Now);
        // Told again without anybody waiting for it, "undeliverable" would stay in the mailbox and end a later wait for the same rider.
        if (job.Version != version || message.RequestId is not null || answer is HandOverRefused)
        {
            transaction.Publish(answer);
        }
    }
}
