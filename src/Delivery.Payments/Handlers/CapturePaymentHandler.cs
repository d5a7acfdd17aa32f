using Delivery.Contracts.Payments;
using Delivery.Messaging;
using Delivery.Messaging.Persistence;
using Delivery.Payments.Operations;
using Delivery.Payments.Persistence;

namespace Delivery.Payments.Handlers;

internal sealed class CapturePaymentHandler(OperationSignal signal) : IMessageHandler<CapturePayment, PaymentsDbContext>
{
    public async Task HandleAsync(CapturePayment message, ModuleTransaction<PaymentsDbContext> transaction, CancellationToken cancellationToken)
    {
        var payment = await transaction.RequirePaymentAsync(message.OrderId, cancellationToken);
        payment.Capture(message.RequestId, transaction.Now);
        transaction.Keep(payment, signal);
    }
}
