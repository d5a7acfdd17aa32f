using Delivery.Contracts.Escalations;
using Delivery.Messaging;
using Delivery.Messaging.Persistence;
using Delivery.Orchestrator.Persistence;

namespace Delivery.Orchestrator.Escalations;

internal sealed class WithdrawEscalationHandler : IMessageHandler<WithdrawEscalation, OrchestratorDbContext>
{
    public async Task HandleAsync(
        WithdrawEscalation message, ModuleTransaction<OrchestratorDbContext> transaction, CancellationToken cancellationToken)
    {
        var order = await transaction.Db.EscalationsOfAsync(message.OrderId, cancellationToken);
        transaction.Publish(order.Withdraw(message, transaction.Now));
    }
}
