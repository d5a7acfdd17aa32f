using Delivery.Contracts.Payments;
using Delivery.Messaging;
using Delivery.Messaging.Persistence;
using Delivery.Payments.Operations;
using Delivery.Payments.Persistence;

namespace Delivery.Payments.Handlers;

internal sealed class SettleOrderHandler(OperationSignal signal) : IMessageHandler<SettleOrder, PaymentsDbContext>
{
    public async Task HandleAsync(SettleOrder message, ModuleTransaction<PaymentsDbContext> transaction, CancellationToken cancellationToken)
    {
        var payment = await transaction.RequirePaymentAsync(message.OrderId, cancellationToken);
        payment.Settle(message, transaction.Now);
        transaction.Keep(payment, signal);
    }
}
