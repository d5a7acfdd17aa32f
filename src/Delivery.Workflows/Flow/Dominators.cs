using Delivery.Workflows.Graph;

namespace Delivery.Workflows.Flow;

/// <summary>
/// Which activity every way from the start to another comes through. The forward arrows have no cycle, so that one pass in topological
/// order finds the immediate dominator of each: the nearest common one of its predecessors.
/// </summary>
internal sealed class Dominators
{
    private readonly Dictionary<Node, (Node? Immediate, int Depth)> _tree = [];

    /// <param name="start">The root.</param>
    /// <param name="order">All activities that can be reached, each behind those before it.</param>
    /// <param name="before">The sources of the forward arrows to an activity.</param>
    public Dominators(Node start, IEnumerable<Node> order, Func<Node, IEnumerable<Node>> before)
    {
        _tree.Add(start, (null, 0));
        foreach (var node in order.Where(node => node != start))
        {
            var immediate = before(node).Aggregate(Common);
            _tree.Add(node, (immediate, _tree[immediate].Depth + 1));
        }
    }

    public bool Dominates(Node node, Node other)
    {
        var depth = _tree[node].Depth;
        while (_tree[other] is { Immediate: { } immediate } entry && entry.Depth > depth)
        {
            other = immediate;
        }

        return other == node;
    }

    private Node Common(Node one, Node two)
    {
        while (one != two)
        {
            if (_tree[one].Depth >= _tree[two].Depth)
            {
                one = _tree[one].Immediate!;
            }
            else
            {
                two = _tree[two].Immediate!;
            }
        }

        return one;
    }
}
