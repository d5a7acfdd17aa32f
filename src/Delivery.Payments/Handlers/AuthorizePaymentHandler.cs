using Delivery.Contracts.Payments;
using Delivery.Messaging;
using Delivery.Messaging.Persistence;
using Delivery.Payments.Operations;
using Delivery.Payments.Persistence;

namespace Delivery.Payments.Handlers;

internal sealed class AuthorizePaymentHandler(OperationSignal signal) : IMessageHandler<AuthorizePayment, PaymentsDbContext>
{
    public async Task HandleAsync(AuthorizePayment message, ModuleTransaction<PaymentsDbContext> transaction, CancellationToken cancellationToken)
    {
        var payment = await transaction.OpenPaymentAsync(message.OrderId, cancellationToken);
        payment.Authorize(message.RequestId, message.CustomerId, message.Amount, transaction.Now);
        transaction.Keep(payment, signal);
    }
}
