using Delivery.Workflows.Activities;
using Delivery.Workflows.Expressions;
using Delivery.Workflows.Graph;

namespace Delivery.Workflows.Flow;

/// <summary>
/// Finds what counter mode cannot count: boxes that merge an arrow from inside a loop with one from outside of it. The arrow from outside is
/// passed once, the other in every round, so that from the second round on the box waits for something that does not come again.
/// </summary>
internal static class LoopMerges
{
    /// <summary>Each box with the activity that its loop leads back to.</summary>
    public static IEnumerable<(Node Box, Node Loop)> In(FlowchartPlan plan, FlowGraph graph)
    {
        foreach (var back in graph.Backward.Where(graph.IsLoop))
        {
            var body = Body(back, graph);
            foreach (var node in plan.Activities.Where(node => !body.Contains(node) && !RunsOnAnyArrival(node)))
            {
                var inside = graph.ForwardInbound(node).Count(connection => body.Contains(connection.Source));
                if (inside > 0 && inside < graph.ForwardInbound(node).Count)
                {
                    yield return (node, back.Target);
                }
            }
        }
    }

    /// <summary>Whatever leads to the source of the back arrow without passing its target.</summary>
    private static HashSet<Node> Body(Connection back, FlowGraph graph)
    {
        var body = new HashSet<Node> { back.Target };
        var pending = new Stack<Node>([back.Source]);
        while (pending.TryPop(out var node))
        {
            if (body.Add(node))
            {
                foreach (var connection in graph.ForwardInbound(node))
                {
                    pending.Push(connection.Source);
                }
            }
        }

        return body;
    }

    private static bool RunsOnAnyArrival(Node node) =>
        node.Activity is FlowJoinActivity
        && node.FindInput(FlowJoinActivity.Mode)!.Expression is var mode
        && (mode is null || (mode is LiteralExpression literal && literal.Evaluate(default)?.ToString() is not ("WaitAll" or "WaitAllActive")));
}
