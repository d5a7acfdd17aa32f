using System.Diagnostics;
using Delivery.Contracts;
using Delivery.Messaging.Failpoints;
using Delivery.Messaging.Persistence;
using Delivery.Payments.Lifecycle;
using Delivery.Payments.Persistence;
using Delivery.Payments.Provider;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Delivery.Payments.Operations;

/// <summary>
/// Performs operations: claims in one transaction, asks the provider outside of any, commits the answer in another. When the process dies in
/// between, the lease expires and the same is asked again under the same idempotency key, or looked up if nobody wants it any longer.
/// </summary>
internal sealed class OperationRunner(
    Transactions<PaymentsDbContext> transactions,
    IPaymentProvider provider,
    OperationSignal signal,
    IOptions<PaymentsOptions> options,
    ILogger<OperationRunner> logger)
{
    private readonly PaymentsOptions _options = options.Value;

    /// <summary>Claims what is due.</summary>
    /// <param name="deferred">True for what waits for recovery.</param>
    /// <param name="retryBefore">What was attempted before it is due whatever its time says.</param>
    /// <param name="limit">At most so many.</param>
    /// <param name="cancellationToken">Of the worker.</param>
    public Task<List<ClaimedOperation>> ClaimAsync(
        bool deferred, DateTimeOffset retryBefore, int limit, CancellationToken cancellationToken) =>
        transactions.RunAsync(
            async (transaction, token) =>
            {
                var due = await transaction.Db.FindDueAsync(deferred, transaction.Now, retryBefore, limit, token);
                var claimed = new List<ClaimedOperation>(due.Count);
                foreach (var operation in due)
                {
                    var payment = await transaction.Db.FindPaymentAsync(operation.OrderId, token);
                    claimed.Add(Claim(payment!, transaction.Now));
                }

                return claimed;
            },
            cancellationToken);

    /// <summary>Begins an attempt of the payment's operation, in the caller's transaction.</summary>
    public ClaimedOperation Claim(Payment payment, DateTimeOffset now)
    {
        var lease = Guid.NewGuid();
        payment.Claim(lease, now, now + _options.Lease);
        var operation = payment.Operation!;
        var call = new ProviderCall(
            operation.Kind,
            operation.IdempotencyKey,
            payment.OrderId,
            new Money(payment.Amount!.Value, payment.Currency!),
            payment.Token,
            payment.AuthorizationId,
            payment.CaptureId,
            now + _options.Lease);
        return new ClaimedOperation(lease, call, operation.TraceParent);
    }

    /// <summary>Asks the provider and commits what follows from the answer. Says in which state the payment is then.</summary>
    public async Task<PaymentState> RunAsync(ClaimedOperation claimed, CancellationToken cancellationToken)
    {
        using var activity = Continue(claimed, claimed.TraceParent);
        activity?.SetTag("delivery.order_id", claimed.Call.OrderId);
        Failpoint.Hit(FailpointNames.PaymentBeforeCall);
        var answer = await AskAsync(claimed.Call, cancellationToken);
        Failpoint.Hit(FailpointNames.PaymentAfterCall);
        activity?.SetTag("delivery.payment.outcome", answer.Outcome.ToString());
        logger.OperationAnswered(claimed.Call.Kind, claimed.Call.OrderId, answer.Outcome, answer.Code);
        if (answer.IsPuzzling)
        {
            logger.UnexpectedAuthorizations(claimed.Call.OrderId, string.Join(", ", answer.Found.Select(found => $"{found.Id} {found.Standing}")));
        }

        // The answer is kept even when the caller has gone: it cost a call.
        var state = await transactions.RunAsync(
            async (transaction, token) =>
            {
                var payment = await transaction.Db.FindPaymentAsync(claimed.Call.OrderId, token)
                    ?? throw new InvalidOperationException($"The payment of {claimed.Call.OrderId} has vanished.");
                // Another replica took over when the lease had run out; it gets the same answer, or finds what was done.
                if (payment.Operation is { } operation && operation.Lease == claimed.Lease)
                {
                    // Whoever overtook the call is told, in its own trace.
                    using var overtaken = operation.TraceParent == claimed.TraceParent ? null : Continue(claimed, operation.TraceParent);
                    payment.Complete(answer, _options.RetrySchedule, transaction.Now);
                    transaction.Keep(payment, signal);
                }

                return payment.State;
            },
            CancellationToken.None);
        Failpoint.Hit(FailpointNames.PaymentAfterCommit);
        return state;
    }

    private static Activity? Continue(ClaimedOperation claimed, string? traceParent) =>
        PaymentsModule.Activities.StartActivity($"payment {claimed.Call.Kind}", ActivityKind.Internal, traceParent);

    private async Task<ProviderAnswer> AskAsync(ProviderCall call, CancellationToken cancellationToken)
    {
        try
        {
            return await provider.PerformAsync(call, cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return ProviderAnswer.Unknown;
        }
    }
}
