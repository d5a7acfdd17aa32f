using System.Collections.Concurrent;
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
    private readonly HashSet<Connection> _forward = new(ReferenceEqualityComparer.Instance);
    private readonly HashSet<Connection> _loops = new(ReferenceEqualityComparer.Instance);
    private readonly List<Connection> _backward = [];
    private readonly HashSet<Node> _reachable;
    private readonly ConcurrentDictionary<Node, HashSet<Node>> _ancestors = [];

    public FlowGraph(FlowchartPlan plan, Node start)
    {
        _reachable = [start];
        var pending = new Queue<Node>([start]);
        while (pending.TryDequeue(out var node))
        {
            foreach (var connection in plan.Outbound(node))
            {
                Add(connection);
                if (_reachable.Add(connection.Target))
                {
                    pending.Enqueue(connection.Target);
                }
            }
        }

        FindLoops(start);
    }

    /// <summary>Arrows that are not forward.</summary>
    public IReadOnlyList<Connection> Backward => _backward;

    public IReadOnlyList<Connection> ForwardInbound(Node node) => _forwardInbound.TryGetValue(node, out var connections) ? connections : None;

    public IReadOnlyList<Connection> Inbound(Node node) => _inbound.TryGetValue(node, out var connections) ? connections : None;

    public bool IsReachable(Node node) => _reachable.Contains(node);

    public bool IsForward(Connection connection) => _forward.Contains(connection);

    /// <summary>Whether an arrow that is not forward closes a loop: every way to its source comes through its target.</summary>
    public bool IsLoop(Connection connection) => _loops.Contains(connection);

    /// <summary>Whether <paramref name="node"/> lies before <paramref name="target"/> on a way of forward arrows.</summary>
    public bool IsAncestor(Node node, Node target) =>
        _ancestors.GetOrAdd(target, static (target, graph) => graph.CollectAncestors(target), this).Contains(node);

    private void Add(Connection connection)
    {
        AddTo(_inbound, connection.Target, connection);
        if (connection.Source != connection.Target && !Leads(connection.Target, connection.Source))
        {
            _forward.Add(connection);
            AddTo(_forwardInbound, connection.Target, connection);
            AddTo(_forwardTargets, connection.Source, connection.Target);
        }
        else
        {
            _backward.Add(connection);
        }
    }

    private void FindLoops(Node start)
    {
        if (_backward.Count == 0)
        {
            return;
        }

        var dominators = new Dominators(start, Topological(start), node => ForwardInbound(node).Select(connection => connection.Source));
        _loops.UnionWith(_backward.Where(connection => dominators.Dominates(connection.Target, connection.Source)));
    }

    private IEnumerable<Node> Topological(Node start)
    {
        var waiting = _reachable.ToDictionary(node => node, node => ForwardInbound(node).Count);
        var ready = new Queue<Node>([start]);
        while (ready.TryDequeue(out var node))
        {
            yield return node;
            foreach (var target in _forwardTargets.TryGetValue(node, out var targets) ? targets : [])
            {
                if (--waiting[target] == 0)
                {
                    ready.Enqueue(target);
                }
            }
        }
    }

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
