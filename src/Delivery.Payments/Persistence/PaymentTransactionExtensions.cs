using Delivery.Messaging.Persistence;
using Delivery.Payments.Lifecycle;
using Delivery.Payments.Operations;

namespace Delivery.Payments.Persistence;

internal static class PaymentTransactionExtensions
{
    /// <summary>The order's payment, opened when nothing is known of it yet: commands arrive in any order.</summary>
    public static async Task<Payment> OpenPaymentAsync(
        this ModuleTransaction<PaymentsDbContext> transaction, string orderId, CancellationToken cancellationToken)
    {
        var payment = await transaction.Db.FindPaymentAsync(orderId, cancellationToken);
        if (payment is null)
        {
            payment = Payment.Open(orderId, transaction.Now);
            transaction.Db.Payments.Add(payment);
        }

        return payment;
    }

    /// <summary>The order's payment, for commands that make no sense without one.</summary>
    /// <exception cref="InvalidOperationException">Nothing is known of the order: the message becomes a dead letter.</exception>
    public static async Task<Payment> RequirePaymentAsync(
        this ModuleTransaction<PaymentsDbContext> transaction, string orderId, CancellationToken cancellationToken) =>
        await transaction.Db.FindPaymentAsync(orderId, cancellationToken)
        ?? throw new InvalidOperationException($"No payment is known for order {orderId}.");

    /// <summary>Lets the payment's events and bookings leave with the commit, and wakes the worker after it.</summary>
    public static void Keep(this ModuleTransaction<PaymentsDbContext> transaction, Payment payment, OperationSignal signal)
    {
        foreach (var @event in payment.Events)
        {
            transaction.Publish(@event);
        }

        transaction.Db.LedgerEntries.AddRange(payment.Postings);
        if (payment.Operation is { IsClaimed: false } operation && operation.DueAt <= transaction.Now)
        {
            transaction.OnCommitted(signal.Wake);
        }
    }
}
