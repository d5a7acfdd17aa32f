using Delivery.Contracts;
using Delivery.Contracts.Payments;
using Delivery.Payments.Ledger;
using Delivery.Payments.Operations;

namespace Delivery.Payments.Lifecycle;

/// <summary>
/// The money of one order, and the referee of "captured or voided" (R6). Commands arrive in any order and any number of times; what the
/// provider must do is written down as the one <see cref="Operation"/> under way and performed after the commit (R12).
/// </summary>
/// <remarks>
/// <see cref="Version"/> counts what was published. The race between transactions is decided by <see cref="Revision"/>, which also grows
/// with changes that nobody hears of.
/// </remarks>
internal sealed partial class Payment
{
    private readonly List<IOrderEvent> _events = [];
    private readonly List<LedgerEntry> _postings = [];

    private Payment()
    {
    }

    public string OrderId { get; private init; } = "";

    public string? CustomerId { get; private set; }

    public PaymentState State { get; private set; }

    /// <summary>In minor units; null before it was asked for.</summary>
    public long? Amount { get; private set; }

    public string? Currency { get; private set; }

    /// <summary>Of the authorization that is tried; erased when it is decided.</summary>
    public PaymentToken? Token { get; private set; }

    /// <summary>Given while an earlier authorization was undecided; takes its place when that one turns out to be nothing.</summary>
    public PaymentToken? NextToken { get; private set; }

    public string? AuthorizationId { get; private set; }

    public string? CaptureId { get; private set; }

    /// <summary>Part of the idempotency key: another means of payment is another request to the provider.</summary>
    public int AuthorizeAttempt { get; private set; } = 1;

    /// <summary>Part of the idempotency key: a refused capture is asked for anew, an unanswered one is asked for again.</summary>
    public int CaptureAttempt { get; private set; } = 1;

    public string? AuthorizeRequestId { get; private set; }

    public string? CaptureRequestId { get; private set; }

    public string? RevokeRequestId { get; private set; }

    /// <summary>The provider's code when it declined.</summary>
    public string? DeclineReason { get; private set; }

    /// <summary>True when the asking workflow knows that the payment is deferred.</summary>
    public bool DeferralAnnounced { get; private set; }

    public bool IsRefunded { get; private set; }

    public DateTimeOffset? SettledAt { get; private set; }

    public DateTimeOffset CreatedAt { get; private init; }

    public int Version { get; private set; }

    public int Revision { get; set; }

    /// <summary>What the provider must do now; null at rest.</summary>
    public PaymentOperation? Operation { get; private set; }

    /// <summary>What to publish with the commit.</summary>
    public IReadOnlyList<IOrderEvent> Events => _events;

    /// <summary>What to write to the ledger with the commit.</summary>
    public IReadOnlyList<LedgerEntry> Postings => _postings;

    private Money Money => new(Amount!.Value, Currency!);

    /// <summary>The authorization under way is not wanted any longer: what it did is to be found out, and it must not be done now.</summary>
    private bool IsOvertaken => State == PaymentState.Revoking || NextToken is not null;

    /// <summary>No call for an authorization can have had an effect, or can still have one.</summary>
    private bool IsUntouched => Operation is { Kind: OperationKind.Authorize, MayHaveHappened: false };

    public static Payment Open(string orderId, DateTimeOffset now) => new() { OrderId = orderId, CreatedAt = now };

    /// <summary>Learns what the customer pays with. Known already: nothing changes.</summary>
    public void SubmitMethod(string customerId, PaymentToken token, DateTimeOffset now)
    {
        if (State is not (PaymentState.AwaitingRequest or PaymentState.AwaitingMethod))
        {
            return;
        }

        CustomerId ??= customerId;
        Token ??= token;
        if (State == PaymentState.AwaitingMethod)
        {
            BeginAuthorization(now);
        }
    }

    /// <summary>Reserves the amount, or answers again with what is decided.</summary>
    public void Authorize(string? requestId, string customerId, Money amount, DateTimeOffset now)
    {
        AuthorizeRequestId = requestId;
        switch (State)
        {
            case PaymentState.AwaitingRequest:
                CustomerId = customerId;
                Amount = amount.Amount;
                Currency = amount.Currency;
                State = PaymentState.AwaitingMethod;
                if (Token is not null)
                {
                    BeginAuthorization(now);
                }

                break;
            case PaymentState.AwaitingMethod:
                break;
            case PaymentState.Authorizing:
                DeferralAnnounced = false;
                break;
            case PaymentState.Deferred:
                _events.Add(DeferredEvent(now));
                break;
            case PaymentState.Declined:
                _events.Add(DeclinedEvent(DeclineReason!, now));
                break;
            case PaymentState.Revoking or PaymentState.Revoked:
                _events.Add(DeclinedEvent("revoked", now));
                break;
            default:
                _events.Add(AuthorizedEvent(now));
                break;
        }
    }

    /// <summary>The customer tries a deferred payment again, perhaps with another means of payment.</summary>
    /// <exception cref="InvalidOperationException">The payment is not deferred.</exception>
    public void PayAgain(PaymentToken? token, DateTimeOffset now)
    {
        if (State != PaymentState.Deferred)
        {
            throw new InvalidOperationException($"The payment is {State}.");
        }

        State = PaymentState.Authorizing;
        NextToken = token ?? NextToken;
        Operation!.Hurry(now);
        if (NextToken is not null && IsUntouched)
        {
            BeginWithNextToken(now);
        }
        else
        {
            // What may have reached the provider with the earlier token is decided first: two authorizations would hold the money twice.
            LookUpOvertaken(now);
        }
    }

    /// <summary>Takes the reserved amount, or answers again with what is decided.</summary>
    public void Capture(string? requestId, DateTimeOffset now)
    {
        CaptureRequestId = requestId;
        switch (State)
        {
            case PaymentState.Authorized or PaymentState.CaptureFailed:
                State = PaymentState.Capturing;
                Operation = PaymentOperation.Create(OrderId, OperationKind.Capture, $"{OrderId}:capture:{CaptureAttempt}", now);
                break;
            case PaymentState.Capturing:
                break;
            case PaymentState.Captured:
                _events.Add(CapturedEvent(now));
                break;
            default:
                _events.Add(CaptureFailedEvent($"payment-is-{State}", now));
                break;
        }
    }

    /// <summary>
    /// Undoes whatever was taken, at any moment (R7). Before anything else it leaves a tombstone; behind a call that may have reached the
    /// provider it waits until it is known what that call did, and undoes it then.
    /// </summary>
    public void Revoke(string? requestId, DateTimeOffset now)
    {
        RevokeRequestId = requestId;
        switch (State)
        {
            case PaymentState.Revoked:
                _events.Add(RevokedEvent(now));
                break;
            case PaymentState.Revoking:
                break;
            case PaymentState.Authorizing or PaymentState.Deferred when !IsUntouched:
                State = PaymentState.Revoking;
                Operation!.Hurry(now);
                LookUpOvertaken(now);
                break;
            case PaymentState.Authorized or PaymentState.CaptureFailed:
                State = PaymentState.Revoking;
                Operation = PaymentOperation.Create(OrderId, OperationKind.Void, VoidKey, now);
                break;
            case PaymentState.Capturing:
                State = PaymentState.Revoking;
                ReplaceIdleCapture(now);
                break;
            case PaymentState.Captured:
                State = PaymentState.Revoking;
                Operation = PaymentOperation.Create(OrderId, OperationKind.Refund, RefundKey, now);
                break;
            default:
                FinishRevocation(now);
                break;
        }
    }

    /// <summary>Credits the store and the rider once; the platform bears what the customer did not pay.</summary>
    public void Settle(SettleOrder command, DateTimeOffset now)
    {
        if (SettledAt is null)
        {
            SettledAt = now;
            _postings.AddRange(LedgerTransactions.Settlement(command, now));
            Version++;
        }

        _events.Add(new OrderSettled { OrderId = OrderId, Version = Version, At = now, RequestId = command.RequestId });
    }
}
