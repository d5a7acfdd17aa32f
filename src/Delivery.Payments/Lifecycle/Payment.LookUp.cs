using Delivery.Payments.Operations;
using Delivery.Payments.Provider;

namespace Delivery.Payments.Lifecycle;

/// <summary>Finds out what an authorization did that nobody wants any longer, without doing it.</summary>
/// <remarks>
/// Repeating the authorization under its key would answer the same question, but may never end: a card can keep the provider from taking the
/// call. What the provider shows under the order's reference settles it. That it shows nothing settles it only when it was asked after the
/// last call had left and had the time to take effect.
/// </remarks>
internal sealed partial class Payment
{
    /// <summary>Turns an unanswered authorization that was overtaken into a look-up. One that is under way is waited for first.</summary>
    private void LookUpOvertaken(DateTimeOffset now)
    {
        if (IsOvertaken && Operation is { Kind: OperationKind.Authorize, IsClaimed: false })
        {
            Operation.LookUp(now);
        }
    }

    private void LookUpAnswered(ProviderAnswer answer, RetrySchedule schedule, DateTimeOffset now)
    {
        if (answer.Outcome != ProviderOutcome.Succeeded)
        {
            TryLater(schedule, now);
            return;
        }

        // What an earlier attempt left is over; it says nothing about this one.
        var standing = answer.Found.Where(found => found.Standing != AuthorizationStanding.Over).ToList();
        switch (standing)
        {
            case []:
                NothingFound(schedule, now);
                break;
            case [{ Standing: AuthorizationStanding.Open } only]:
                Adopt(only.Id, now);
                break;
            case [{ Standing: AuthorizationStanding.Captured, CaptureId: { } captureId } only] when State == PaymentState.Revoking:
                AuthorizationId = only.Id;
                Take(captureId, now);
                Operation!.Become(OperationKind.Refund, RefundKey, now);
                break;
            case [_, _, ..] when standing.FindLast(found => found.Standing == AuthorizationStanding.Open) is { } surplus:
                AuthorizationId = surplus.Id;
                Operation!.Become(OperationKind.VoidSurplus, $"{VoidKey}:{surplus.Id}", now);
                break;
            default:
                // Nobody here took that money: before it is understood, nothing more may be held.
                TryLater(schedule, now);
                break;
        }
    }

    private void NothingFound(RetrySchedule schedule, DateTimeOffset now)
    {
        var settledAt = Operation!.LastSendAt!.Value + schedule.LateEffectWindow;
        if (Operation.AttemptedAt >= settledAt)
        {
            GoOnWithoutAuthorization(now);
            return;
        }

        // A late effect is found early, so that the customer's money is not held longer than it must.
        var again = now + schedule.Backoff(Operation.Attempts);
        Operation.RetryAt(again < settledAt ? again : settledAt);
    }

    /// <summary>Whether one of several is released or could not be: what there is now is asked next.</summary>
    private void VoidSurplusAnswered(ProviderAnswer answer, RetrySchedule schedule, DateTimeOffset now)
    {
        switch (answer.Outcome)
        {
            case ProviderOutcome.Succeeded:
                AuthorizationId = null;
                Operation!.LookUp(now);
                break;
            case ProviderOutcome.Refused:
                AuthorizationId = null;
                Operation!.LookUp(now + schedule.Longest);
                break;
            default:
                TryLater(schedule, now);
                break;
        }
    }

    private void TryLater(RetrySchedule schedule, DateTimeOffset now)
    {
        if (State == PaymentState.Revoking)
        {
            Operation!.RetryAt(now + schedule.Backoff(Operation.Attempts));
        }
        else
        {
            Defer(schedule, now);
        }
    }
}
