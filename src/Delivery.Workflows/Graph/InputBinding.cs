using System.Text.Json.Nodes;
using Delivery.Workflows.Expressions;
using Delivery.Workflows.Values;

namespace Delivery.Workflows.Graph;

/// <summary>An input of a node: an expression, or plain JSON, or nothing (then the descriptor's default).</summary>
internal sealed record InputBinding(InputDescriptor Descriptor, TypeAlias Type, Expression? Expression, JsonNode? Raw)
{
    public string Name => Descriptor.Name;

    public bool IsSet => Expression is not null || Raw is not null;
}
