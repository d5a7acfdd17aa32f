using System.Text.Json.Nodes;
using Delivery.Workflows.Values;

namespace Delivery.Workflows.Flow;

/// <summary>Which mode an instance asks for.</summary>
internal static class FlowchartModes
{
    public const string Property = "Flowchart:ExecutionMode";

    /// <summary>A name or Elsa's number; null for <c>Default</c> and for whatever is neither.</summary>
    public static FlowchartMode? Parse(JsonNode? property) => JsonValues.TextOrNull(property) switch
    {
        "TokenBased" or "1" => FlowchartMode.TokenBased,
        "CounterBased" or "2" => FlowchartMode.CounterBased,
        _ => null,
    };
}
