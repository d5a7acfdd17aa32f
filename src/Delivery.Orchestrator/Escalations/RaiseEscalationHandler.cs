using Delivery.Contracts.Escalations;
using Delivery.Messaging;
using Delivery.Messaging.Persistence;
using Delivery.Orchestrator.Persistence;

namespace Delivery.Orchestrator.Escalations;

internal sealed class RaiseEscalationHandler : IMessageHandler<RaiseEscalation, OrchestratorDbContext>
{
    public async Task HandleAsync(
        RaiseEscalation message, ModuleTransaction<OrchestratorDbContext> transaction, CancellationToken cancellationToken)
    {
        var order = await transaction.Db.EscalationsOfAsync(message.OrderId, cancellationToken);
        if (order.Raise(message, transaction.Now) is { } @event)
        {
            transaction.Publish(@event);
        }
    }
}
