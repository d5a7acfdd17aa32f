using Delivery.Messaging.Persistence;
using Delivery.Payments.Lifecycle;
using Delivery.Payments.Operations;
using Delivery.Payments.Persistence;
using Delivery.Payments.Provider;
using Delivery.ServiceDefaults.Problems;
using Microsoft.Extensions.Options;

namespace Delivery.Payments.Api;

/// <summary>Lets a customer pay a deferred payment: the attempt is made while the customer waits.</summary>
internal sealed class PayAgain(
    Transactions<PaymentsDbContext> transactions,
    OperationRunner runner,
    OperationSignal signal,
    ProviderCircuit circuit,
    IOptions<PaymentsOptions> options)
{
    /// <summary>Says in which state the payment is then.</summary>
    /// <exception cref="ProblemException">There is no such payment, it is not deferred, or the provider is still away.</exception>
    public async Task<PaymentState> RunAsync(string orderId, string customerId, string? token, CancellationToken cancellationToken)
    {
        if (token is { Length: 0 or > PaymentToken.MaxLength })
        {
            throw new ProblemException(
                PaymentsProblems.TokenInvalid, $"Send a paymentToken of 1 to {PaymentToken.MaxLength} characters, or none to use the one you gave.");
        }

        var claimed = await transactions.RunAsync(
            async (transaction, innerToken) =>
            {
                var payment = await transaction.Db.FindPaymentAsync(orderId, innerToken);
                Require(payment, orderId, customerId);
                payment!.PayAgain(token is null ? null : new PaymentToken(token), transaction.Now);
                var attempt = payment.Operation!.IsClaimed ? null : runner.Claim(payment, transaction.Now);
                transaction.Keep(payment, signal);
                return attempt;
            },
            cancellationToken);
        if (claimed is null)
        {
            return PaymentState.Authorizing;
        }

        // The attempt outlives an impatient customer: what it brings is committed anyway.
        var state = await runner.RunAsync(claimed, CancellationToken.None);
        return state == PaymentState.Deferred ? throw Unavailable() : state;
    }

    private void Require(Payment? payment, string orderId, string customerId)
    {
        if (payment is null || payment.CustomerId != customerId)
        {
            throw new ProblemException(PaymentsProblems.NotFound, $"You have no payment for an order {orderId}. Check the order's id.");
        }

        if (payment.State != PaymentState.Deferred)
        {
            throw new ProblemException(PaymentsProblems.NotDeferred, $"The payment is {payment.State}; only a deferred payment is paid again.")
            {
                Extensions = { ["state"] = payment.State.ToString() },
            };
        }

        if (circuit.OpensIn > TimeSpan.Zero)
        {
            throw Unavailable();
        }
    }

    private ProblemException Unavailable() => new(
        PaymentsProblems.Unavailable,
        "The payment provider cannot be reached at the moment. Your order waits; please pay again after the time in Retry-After.")
    {
        RetryAfterSeconds = (int)Math.Ceiling(Math.Max(1, (circuit.OpensIn > TimeSpan.Zero ? circuit.OpensIn : options.Value.BreakDuration).TotalSeconds)),
    };
}
