using Delivery.Simulator.Api.Wire;
using Delivery.Simulator.Planning;

namespace Delivery.Simulator.Checks;

/// <summary>Every order ends, and its end is explained by what was done to it.</summary>
internal static class OutcomeCheck
{
    public static IEnumerable<Violation> Check(OrderFacts facts)
    {
        var projection = facts.Projection;
        if (projection.Status is not (OrderStatus.Completed or OrderStatus.Cancelled))
        {
            yield return new Violation("not-final", facts.OrderId, $"{facts.Run.Plan.Branch}: the status is {projection.Status}");
            yield break;
        }

        if (projection.Outcome is null || projection.Outcome == OrderOutcome.Completed != (projection.Status == OrderStatus.Completed))
        {
            yield return new Violation("status-without-outcome", facts.OrderId, $"{projection.Status} with outcome {projection.Outcome}");
        }
        else if (!IsExplained(facts, projection.Outcome.Value))
        {
            yield return new Violation(
                "unexplained-outcome",
                facts.OrderId,
                $"{facts.Run.Plan.Branch} ended as {projection.Outcome}; seen: {string.Join(" ", facts.Run.Deeds.Seen)}");
        }
    }

    private static bool IsExplained(OrderFacts facts, OrderOutcome outcome)
    {
        var deeds = facts.Run.Deeds;
        var wasDeferred = facts.Projection.History.Any(entry => entry.Status == OrderStatus.PaymentDeferred);
        return outcome switch
        {
            OrderOutcome.Completed => deeds is { CookedRounds: > 0, PickedUp: true, Rejected: false },
            OrderOutcome.CancelledByCustomer => deeds is { CancelAsked: true, CancelRefused: false, CookingStarted: false },
            OrderOutcome.CancelledByOperator => deeds.Resolutions.Any(decided => decided.Resolution == "Cancel"),
            OrderOutcome.PaymentDeclined => deeds.PaidWithDecliningCard || facts.Run.Plan.Branch == Branch.PaymentDeclined,
            OrderOutcome.PaymentExpired => wasDeferred,
            OrderOutcome.StoreRejected => deeds.Rejected,
            OrderOutcome.StoreDidNotAnswer or OrderOutcome.StoreUnavailable => !deeds.AcceptedRounds.ContainsKey(LastRound(facts)),
            OrderOutcome.NoRiderFound => deeds.CookedRounds > 0 && !facts.HandedOver,
            _ => false,
        };
    }

    private static int LastRound(OrderFacts facts) => facts.Tickets.Count == 0 ? 1 : facts.Tickets.Max(ticket => ticket.Round);
}
