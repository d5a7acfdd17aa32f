using Delivery.Workflows.Activities;
using Delivery.Workflows.Graph;

namespace Delivery.Workflows.Flow;

/// <summary>
/// Finds plain boxes to which two branches lead that run side by side, one of them from an activity that waits for somebody outside. Such a
/// box does not run before that wait is over, whatever the other branch has done: a wait for a cancellation drawn beside the normal path
/// holds that path back.
/// </summary>
internal static class HeldBackBoxes
{
    /// <summary>Each box with the wait that holds it back.</summary>
    public static IEnumerable<(Node Box, Node Wait)> In(FlowchartPlan plan, FlowGraph graph)
    {
        foreach (var box in plan.Activities.Where(node => IsPlain(node) && graph.ForwardInbound(node).Count > 1))
        {
            var sources = graph.ForwardInbound(box).Select(connection => connection.Source).Distinct().ToList();
            var wait = sources.Find(source => source.Descriptor.WaitsForOthers
                && sources.Exists(other => other != source && RunSideBySide(source, other, plan, graph)));
            if (wait is not null)
            {
                yield return (box, wait);
            }
        }
    }

    /// <summary>Others say themselves what they do with several arrivals.</summary>
    private static bool IsPlain(Node node) =>
        node.Activity is not FlowJoinActivity && node.MergeMode is not ("Merge" or "Converge" or "Cascade" or "Race");

    /// <summary>Neither comes behind the other, and something before them leads to both at once.</summary>
    private static bool RunSideBySide(Node one, Node two, FlowchartPlan plan, FlowGraph graph) =>
        !graph.IsAncestor(one, two)
        && !graph.IsAncestor(two, one)
        && plan.Activities.Any(node => graph.IsAncestor(node, one) && graph.IsAncestor(node, two) && SplitsTo(node, one, two, plan, graph));

    private static bool SplitsTo(Node split, Node one, Node two, FlowchartPlan plan, FlowGraph graph)
    {
        var arrows = plan.Outbound(split);
        var first = arrows.Where(arrow => Leads(arrow, one, graph) && !Leads(arrow, two, graph)).Select(TakenWith).ToHashSet();
        return first.Count > 0 && arrows.Any(arrow => first.Contains(TakenWith(arrow)) && Leads(arrow, two, graph) && !Leads(arrow, one, graph));
    }

    /// <summary>Arrows of which the same is said are taken together: those of one outcome, and all of a fork.</summary>
    private static string TakenWith(Connection arrow) => arrow.Source.Activity is FlowForkActivity ? "" : arrow.Port ?? "Done";

    private static bool Leads(Connection connection, Node target, FlowGraph graph) =>
        graph.IsForward(connection) && (connection.Target == target || graph.IsAncestor(connection.Target, target));
}
