using Delivery.Workflows;

namespace Delivery.Orchestrator.Rules;

/// <summary>No order ends while money of the customer is held or asked for, or is taken and nobody has got it (R7).</summary>
internal sealed class PaymentIsSettledOrRevoked : IDefinitionRule
{
    public IEnumerable<DefinitionProblem> Check(WorkflowGraph graph)
    {
        if (!OrderLifecycle.IsConcerned(graph))
        {
            return [];
        }

        var ways = OrderStates.WaysThrough(graph);
        return ways.GaveUpAt is { } node
            ? [DefinitionProblem.At(node, true, "There are too many ways to here to say whether the order ends well on each. Decide less often, or move parts that run side by side into workflows of their own.")]
            : ways.Ends.Select(end => (End: end, Open: Open(end.State.Payment)))
                .Where(pair => pair.Open is not null)
                .Select(pair => DefinitionProblem.At(pair.End.Last, true, $"A way ends here with the payment {pair.Open}: {pair.End.Trail}. {Advice(pair.End.State.Payment)}"))
                .DistinctBy(problem => (problem.ActivityNodeId, problem.Message));
    }

    private static string? Open(PaymentState payment) => payment switch
    {
        PaymentState.Asked => "asked for and not revoked",
        PaymentState.Authorized => "authorized and neither settled nor revoked",
        PaymentState.Captured => "taken and neither settled nor given back",
        _ => null,
    };

    private static string Advice(PaymentState payment) => payment == PaymentState.Captured
        ? "Lead it through \"Settle order\" or \"Revoke payment\"."
        : "Lead it through \"Revoke payment\", or through \"Capture payment\" and \"Settle order\".";
}
