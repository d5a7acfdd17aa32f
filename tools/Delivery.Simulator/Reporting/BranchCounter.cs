using Delivery.Simulator.Api.Wire;
using Delivery.Simulator.Planning;
using Delivery.Simulator.Play;

namespace Delivery.Simulator.Reporting;

/// <summary>Says whether an order has really taken its branch: what was planned does not count, what happened does.</summary>
internal static class BranchCounter
{
    public static SortedDictionary<string, int> Count(IEnumerable<OrderRun> runs, IEnumerable<Branch> branches)
    {
        var counts = new SortedDictionary<string, int>(StringComparer.Ordinal);
        foreach (var branch in branches)
        {
            counts[NameOf(branch)] = 0;
        }

        foreach (var run in runs.Where(WasTaken))
        {
            counts[NameOf(run.Plan.Branch)]++;
        }

        return counts;
    }

    private static string NameOf(Branch branch) => System.Text.Json.JsonNamingPolicy.CamelCase.ConvertName(branch.ToString());

    /// <summary>True when what was planned has happened. On a busy machine a time may run out earlier than planned.</summary>
    public static bool WasTaken(OrderRun run)
    {
        var deeds = run.Deeds;
        var completed = run.Outcome == OrderOutcome.Completed;
        return run.Plan.Branch switch
        {
            Branch.StoreRejects => run.Outcome == OrderOutcome.StoreRejected,
            Branch.StoreSilent => run.Outcome == OrderOutcome.StoreDidNotAnswer,
            Branch.CancelledDuringPayment or Branch.CancelledWhileOffered or Branch.CancelledAfterAccepted or Branch.PaymentDeferredCancelled =>
                run.Outcome == OrderOutcome.CancelledByCustomer,
            Branch.CancelledDuringKitchenIncident => run.Outcome == OrderOutcome.CancelledByCustomer && deeds.EscalationSeen,
            Branch.CancelTooLate => completed && deeds.CancelAsked,
            Branch.CancelRacesCooking => deeds.CancelAsked,
            Branch.PaymentDeclined => run.Outcome == OrderOutcome.PaymentDeclined,
            Branch.PaymentDeferredDeclined => run.Outcome == OrderOutcome.PaymentDeclined && deeds.PaidWithDecliningCard,
            Branch.PaymentDeferredPaidAgain or Branch.PaymentDeferredRecovers => completed && deeds.Seen.Contains(OrderStatus.PaymentDeferred),
            Branch.PaymentDeferredExpires => run.Outcome == OrderOutcome.PaymentExpired,
            Branch.RiderGivesBack => completed && deeds.GivenBack.Count == run.Plan.GiveBacks,
            Branch.NoRiderFound => run.Outcome == OrderOutcome.NoRiderFound,
            Branch.KitchenOverdueContinued => completed && deeds.Resolved("KitchenOverdue", "Continue"),
            Branch.KitchenOverdueReplaced => completed && deeds.Resolved("KitchenOverdue", "Replace"),
            Branch.KitchenOverdueCancelled or Branch.RiderOverdueCancelled or Branch.UndeliverableCancelled or Branch.CaptureEscalatedCancelled =>
                run.Outcome == OrderOutcome.CancelledByOperator,
            Branch.KitchenRecovers or Branch.RiderRecovers => completed && deeds.EscalationSeen,
            Branch.RiderOverdueContinued => completed && deeds.Resolved("RiderOverdue", "Continue"),
            Branch.RiderOverdueReplaced => completed && deeds.Resolved("RiderOverdue", "Replace"),
            Branch.UndeliverableContinued => completed && deeds.Resolved("Undeliverable", "Continue"),
            Branch.UndeliverableReplaced => completed && deeds.Resolved("Undeliverable", "Replace"),
            Branch.CaptureEscalatedContinued => completed && deeds.Resolved("CaptureFailed", "Continue"),
            _ => completed,
        };
    }
}
