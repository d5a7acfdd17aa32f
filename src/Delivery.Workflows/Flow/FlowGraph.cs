using Delivery.Workflows.Graph;

namespace Delivery.Workflows.Flow;

/// <summary>
/// A flowchart seen from its start. Breadth first along the arrows, in document order, an arrow is <em>forward</em> unless the forward
/// arrows accepted before it already lead from its target to its source; the others close loops.
/// </summary>
internal sealed class FlowGraph
{
    private static readonly IReadOnlyList<Connection> None = [];

    private readonly Dictionary<Node, List<Connection>> _forwardInbound = [];
    private readonly Dictionary<Node, List<Connection>> _inbound = [];
    private readonly Dictionary<Node, List<Node>> _forwardTargets = [];
    private readonly Dictionary<Node, HashSet<Node>> _ancestors = [];

    public FlowGraph(FlowchartPlan plan, Node start)
    {
        var visited = new HashSet<Node> { start };
        var pending = new Queue<Node>([start]);
        while (pending.TryDequeue(out var node))
        {
            foreach (var connection in plan.Outbound(node))
            {
                AddTo(_inbound, connection.Target, connection);
                if (AcceptsAsForward(connection))
                {
                    AddTo(_forwardInbound, connection.Target, connection);
                    AddTo(_forwardTargets, connection.Source, connection.Target);
                }

                if (visited.Add(connection.Target))
                {
                    pending.Enqueue(connection.Target);
                }
            }
        }

        // All of them now: the graph is shared by threads and must not change later.
        foreach (var node in visited)
        {
            _ancestors.Add(node, CollectAncestors(node));
        }
    }

    public IReadOnlyList<Connection> ForwardInbound(Node node) => _forwardInbound.TryGetValue(node, out var connections) ? connections : None;

    public IReadOnlyList<Connection> Inbound(Node node) => _inbound.TryGetValue(node, out var connections) ? connections : None;

    /// <summary>Whether <paramref name="node"/> lies before <paramref name="target"/> on a way of forward arrows.</summary>
    public bool IsAncestor(Node node, Node target) => _ancestors.TryGetValue(target, out var ancestors) && ancestors.Contains(node);

    private bool AcceptsAsForward(Connection connection) =>
        connection.Source != connection.Target && !Leads(connection.Target, connection.Source);

    private bool Leads(Node from, Node to)
    {
        var visited = new HashSet<Node> { from };
        var pending = new Stack<Node>([from]);
        while (pending.TryPop(out var node))
        {
            if (node == to)
            {
                return true;
            }

            foreach (var target in _forwardTargets.TryGetValue(node, out var targets) ? targets : [])
            {
                if (visited.Add(target))
                {
                    pending.Push(target);
                }
            }
        }

        return false;
    }

    private HashSet<Node> CollectAncestors(Node node)
    {
        var ancestors = new HashSet<Node>();
        var pending = new Stack<Node>([node]);
        while (pending.TryPop(out var next))
        {
            foreach (var connection in ForwardInbound(next))
            {
                if (ancestors.Add(connection.Source))
                {
                    pending.Push(connection.Source);
                }
            }
        }

        return ancestors;
    }

    private static void AddTo<T>(Dictionary<Node, List<T>> lists, Node key, T item)
    {
        if (!lists.TryGetValue(key, out var list))
        {
            lists.Add(key, list = []);
        }

        list.Add(item);
    }
}
