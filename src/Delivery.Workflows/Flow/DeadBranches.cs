using Delivery.Workflows.Activities;
using Delivery.Workflows.Expressions;
using Delivery.Workflows.Graph;

namespace Delivery.Workflows.Flow;

/// <summary>
/// Finds joins that wait for all their branches although an activity before them can leave one out: its outcomes lead to different sets
/// of the join's arrows. A fork takes all its outcomes at once and leaves none out.
/// </summary>
internal static class DeadBranches
{
    public static IEnumerable<Node> Joins(FlowchartPlan plan)
    {
        if (plan.Start(null) is not { } start)
        {
            return [];
        }

        var graph = plan.Graph(start);
        return plan.Activities.Where(node => WaitsForAll(node) && graph.ForwardInbound(node).Count > 1 && CanMissOne(node, plan, graph));
    }

    private static bool WaitsForAll(Node node) => node.Activity is FlowJoinActivity
        ? node.FindInput(FlowJoinActivity.Mode)?.Expression is LiteralExpression literal && literal.Evaluate(default)?.ToString() == "WaitAll"
        : node.MergeMode is "Merge";

    private static bool CanMissOne(Node join, FlowchartPlan plan, FlowGraph graph) =>
        plan.Activities.Any(node => graph.IsAncestor(node, join) && node.Activity is not FlowForkActivity && Differs(node, join, plan, graph));

    private static bool Differs(Node node, Node join, FlowchartPlan plan, FlowGraph graph)
    {
        var ports = plan.Outbound(node).Select(connection => connection.Port)
            .Concat(node.Descriptor.Ports.Where(port => port.Kind == PortKind.Flow).Select(port => port.Name))
            .Distinct()
            .Select(port => Reached(node, port, join, plan, graph))
            .ToList();
        return ports.Skip(1).Any(reached => !reached.SetEquals(ports[0]));
    }

    private static HashSet<Connection> Reached(Node node, string? port, Node join, FlowchartPlan plan, FlowGraph graph)
    {
        var left = plan.Outbound(node).Where(connection => connection.Port == port).ToList();
        return [.. graph.ForwardInbound(join).Where(arrow => left.Contains(arrow)
            || left.Any(connection => connection.Target == arrow.Source || graph.IsAncestor(connection.Target, arrow.Source)))];
    }
}
