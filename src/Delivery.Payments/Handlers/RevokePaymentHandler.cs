using Delivery.Contracts.Payments;
using Delivery.Messaging;
using Delivery.Messaging.Persistence;
using Delivery.Payments.Operations;
using Delivery.Payments.Persistence;

namespace Delivery.Payments.Handlers;

internal sealed class RevokePaymentHandler(OperationSignal signal) : IMessageHandler<RevokePayment, PaymentsDbContext>
{
    public async Task HandleAsync(RevokePayment message, ModuleTransaction<PaymentsDbContext> transaction, CancellationToken cancellationToken)
    {
        var payment = await transaction.OpenPaymentAsync(message.OrderId, cancellationToken);
        payment.Revoke(message.RequestId, transaction.Now);
        transaction.Keep(payment, signal);
    }
}
