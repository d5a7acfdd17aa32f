using Delivery.Contracts.Payments;
using Delivery.Messaging;
using Delivery.Messaging.Persistence;
using Delivery.Payments.Lifecycle;
using Delivery.Payments.Operations;
using Delivery.Payments.Persistence;

namespace Delivery.Payments.Handlers;

internal sealed class SubmitPaymentMethodHandler(OperationSignal signal) : IMessageHandler<SubmitPaymentMethod, PaymentsDbContext>
{
    public async Task HandleAsync(SubmitPaymentMethod message, ModuleTransaction<PaymentsDbContext> transaction, CancellationToken cancellationToken)
    {
        var payment = await transaction.OpenPaymentAsync(message.OrderId, cancellationToken);
        payment.SubmitMethod(message.CustomerId, new PaymentToken(message.PaymentToken), transaction.Now);
        transaction.Keep(payment, signal);
    }
}
