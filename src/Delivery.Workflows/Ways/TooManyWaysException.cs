using Delivery.Workflows.Graph;

namespace Delivery.Workflows.Ways;

/// <summary>There are more ways than are followed.</summary>
internal sealed class TooManyWaysException(Node node) : Exception
{
    public Node Node { get; } = node;
}
