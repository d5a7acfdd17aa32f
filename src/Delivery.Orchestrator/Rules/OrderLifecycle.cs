using Delivery.Workflows;

namespace Delivery.Orchestrator.Rules;

/// <summary>Definitions that carry an order say so themselves: the rules of orders are about these, with what they use, and no others.</summary>
internal static class OrderLifecycle
{
    /// <summary>The custom property that marks them.</summary>
    public const string Mark = "Delivery.OrderLifecycle";

    /// <summary>Whether the rules of orders are about it: what is made of Elsa's activities alone is about no order, whatever it says of itself.</summary>
    public static bool IsConcerned(WorkflowGraph graph) => IsMarked(graph.Root.Definition) && graph.Nodes.Any(node => OrderStates.IsMessage(node.Type));

    /// <summary>Whether a definition is marked.</summary>
    public static bool IsMarked(WorkflowDefinition definition) =>
        definition.CustomProperties[Mark] is { } mark && mark.GetValueKind() == System.Text.Json.JsonValueKind.True;
}
