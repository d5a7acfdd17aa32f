using Delivery.Contracts.Payments;
using Delivery.Payments.Ledger;
using Delivery.Payments.Operations;
using Delivery.Payments.Provider;

namespace Delivery.Payments.Lifecycle;

/// <summary>What follows from the provider's answers.</summary>
internal sealed partial class Payment
{
    private string VoidKey => $"{OrderId}:void";

    private string RefundKey => $"{OrderId}:refund";

    /// <summary>Takes the operation for one attempt. Nothing is done that is not wanted any longer.</summary>
    public void Claim(Guid lease, DateTimeOffset now, DateTimeOffset until)
    {
        if (State == PaymentState.Revoking && Operation!.Kind == OperationKind.Capture)
        {
            Operation.Become(OperationKind.Void, VoidKey, now);
        }
        else if (IsOvertaken && Operation!.Kind == OperationKind.Authorize && Operation.MayHaveHappened)
        {
            Operation.LookUp(now);
        }

        Operation!.Claim(lease, now, until);
    }

    /// <summary>Takes in the answer to the operation under way.</summary>
    public void Complete(ProviderAnswer answer, RetrySchedule schedule, DateTimeOffset now)
    {
        Operation!.Release(answer.Outcome, now);
        switch (Operation.Kind)
        {
            case OperationKind.Authorize:
                AuthorizeAnswered(answer, schedule, now);
                break;
            case OperationKind.Capture:
                CaptureAnswered(answer, schedule, now);
                break;
            case OperationKind.Void:
                VoidAnswered(answer, schedule, now);
                break;
            case OperationKind.Refund:
                RefundAnswered(answer, schedule, now);
                break;
            case OperationKind.LookUp:
                LookUpAnswered(answer, schedule, now);
                break;
            case OperationKind.VoidSurplus:
                VoidSurplusAnswered(answer, schedule, now);
                break;
        }
    }

    private void AuthorizeAnswered(ProviderAnswer answer, RetrySchedule schedule, DateTimeOffset now)
    {
        switch (answer.Outcome)
        {
            case ProviderOutcome.Succeeded:
                Adopt(answer.Id!, now);
                break;
            case ProviderOutcome.Refused:
                AuthorizeRefused(answer.Code!, now);
                break;
            default:
                AuthorizeUnanswered(schedule, now);
                break;
        }
    }

    /// <summary>Money is held under this id.</summary>
    private void Adopt(string authorizationId, DateTimeOffset now)
    {
        AuthorizationId = authorizationId;
        EraseTokens();
        if (State == PaymentState.Revoking)
        {
            Operation!.Become(OperationKind.Void, VoidKey, now);
        }
        else
        {
            State = PaymentState.Authorized;
            Operation = null;
            Version++;
            _events.Add(AuthorizedEvent(now));
        }
    }

    private void AuthorizeRefused(string code, DateTimeOffset now)
    {
        if (IsOvertaken)
        {
            GoOnWithoutAuthorization(now);
        }
        else
        {
            State = PaymentState.Declined;
            DeclineReason = code;
            Operation = null;
            EraseTokens();
            Version++;
            _events.Add(DeclinedEvent(code, now));
        }
    }

    private void AuthorizeUnanswered(RetrySchedule schedule, DateTimeOffset now)
    {
        switch (IsOvertaken, Operation!.MayHaveHappened)
        {
            case (true, true):
                Operation.LookUp(now);
                break;
            case (true, false):
                GoOnWithoutAuthorization(now);
                break;
            default:
                Defer(schedule, now);
                break;
        }
    }

    /// <summary>Goes on after an authorization that was overtaken and turned out to be nothing.</summary>
    private void GoOnWithoutAuthorization(DateTimeOffset now)
    {
        if (State == PaymentState.Revoking)
        {
            FinishRevocation(now);
        }
        else
        {
            BeginWithNextToken(now);
        }
    }

    private void Defer(RetrySchedule schedule, DateTimeOffset now)
    {
        State = PaymentState.Deferred;
        Operation!.WaitForRecovery(now + schedule.Deferral(Operation.Attempts));
        if (!DeferralAnnounced)
        {
            DeferralAnnounced = true;
            Version++;
            _events.Add(DeferredEvent(now));
        }
    }

    private void CaptureAnswered(ProviderAnswer answer, RetrySchedule schedule, DateTimeOffset now)
    {
        switch (answer.Outcome)
        {
            case ProviderOutcome.Succeeded:
                Take(answer.Id!, now);
                if (State == PaymentState.Revoking)
                {
                    Operation!.Become(OperationKind.Refund, RefundKey, now);
                    break;
                }

                State = PaymentState.Captured;
                Operation = null;
                Version++;
                _events.Add(CapturedEvent(now));
                break;
            case var _ when State == PaymentState.Revoking:
                // Whether the capture got through or not, the provider decides when it is asked to void.
                Operation!.Become(OperationKind.Void, VoidKey, now);
                break;
            case ProviderOutcome.Refused:
                CaptureAttempt++;
                FailCapture(answer.Code!, now);
                break;
            // While an earlier call may have taken the money, "nothing was taken" would be a guess: it is asked until it is known.
            case var _ when Operation!.Attempts >= schedule.CaptureRounds && !Operation.MayHaveHappened:
                FailCapture("provider-unavailable", now);
                break;
            default:
                Operation.RetryAt(now + schedule.Backoff(Operation.Attempts));
                break;
        }
    }

    private void FailCapture(string reason, DateTimeOffset now)
    {
        State = PaymentState.CaptureFailed;
        Operation = null;
        Version++;
        _events.Add(CaptureFailedEvent(reason, now));
    }

    private void VoidAnswered(ProviderAnswer answer, RetrySchedule schedule, DateTimeOffset now)
    {
        switch (answer)
        {
            case { Outcome: ProviderOutcome.Succeeded }:
                FinishRevocation(now);
                break;
            case { Outcome: ProviderOutcome.Refused, CaptureId: { } captureId }:
                // A capture whose answer was lost had got through after all.
                Take(captureId, now);
                Operation!.Become(OperationKind.Refund, RefundKey, now);
                break;
            default:
                Operation!.RetryAt(now + schedule.Backoff(Operation.Attempts));
                break;
        }
    }

    private void RefundAnswered(ProviderAnswer answer, RetrySchedule schedule, DateTimeOffset now)
    {
        if (answer.Outcome == ProviderOutcome.Succeeded)
        {
            IsRefunded = true;
            _postings.AddRange(LedgerTransactions.Refund(OrderId, CustomerId!, Money, now));
            FinishRevocation(now);
        }
        else
        {
            Operation!.RetryAt(now + schedule.Backoff(Operation.Attempts));
        }
    }

    private void Take(string captureId, DateTimeOffset now)
    {
        CaptureId = captureId;
        _postings.AddRange(LedgerTransactions.Capture(OrderId, CustomerId!, Money, now));
    }

    private void FinishRevocation(DateTimeOffset now)
    {
        State = PaymentState.Revoked;
        Operation = null;
        EraseTokens();
        Version++;
        _events.Add(RevokedEvent(now));
    }

    private void BeginAuthorization(DateTimeOffset now)
    {
        State = PaymentState.Authorizing;
        Operation = PaymentOperation.Create(OrderId, OperationKind.Authorize, AuthorizeKey(), now);
    }

    private void BeginWithNextToken(DateTimeOffset now)
    {
        State = PaymentState.Authorizing;
        AuthorizeAttempt++;
        Token = NextToken;
        NextToken = null;
        Operation!.Become(OperationKind.Authorize, AuthorizeKey(), now);
    }

    private void ReplaceIdleCapture(DateTimeOffset now)
    {
        if (Operation!.IsClaimed)
        {
            Operation.Hurry(now);
        }
        else
        {
            Operation.Become(OperationKind.Void, VoidKey, now);
        }
    }

    private string AuthorizeKey() => $"{OrderId}:authorize:{AuthorizeAttempt}";

    private void EraseTokens() => Token = NextToken = null;

    private PaymentAuthorized AuthorizedEvent(DateTimeOffset now) =>
        new() { OrderId = OrderId, Version = Version, At = now, RequestId = AuthorizeRequestId, Amount = Money };

    private PaymentDeclined DeclinedEvent(string reason, DateTimeOffset now) =>
        new() { OrderId = OrderId, Version = Version, At = now, RequestId = AuthorizeRequestId, Reason = reason };

    private PaymentDeferred DeferredEvent(DateTimeOffset now) => new()
    {
        OrderId = OrderId,
        Version = Version,
        At = now,
        RequestId = AuthorizeRequestId,
        Reason = "The payment provider cannot be reached at the moment. Please pay again in a little while; the order waits for you.",
    };

    private PaymentCaptured CapturedEvent(DateTimeOffset now) =>
        new() { OrderId = OrderId, Version = Version, At = now, RequestId = CaptureRequestId, Amount = Money };

    private CaptureFailed CaptureFailedEvent(string reason, DateTimeOffset now) =>
        new() { OrderId = OrderId, Version = Version, At = now, RequestId = CaptureRequestId, Reason = reason };

    private PaymentRevoked RevokedEvent(DateTimeOffset now) =>
        new() { OrderId = OrderId, Version = Version, At = now, RequestId = RevokeRequestId, Refunded = IsRefunded ? Money : null };
}
