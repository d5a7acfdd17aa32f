using Delivery.Workflows.Activities;
using Delivery.Workflows.Graph;

namespace Delivery.Workflows;

/// <summary>Something that is wrong with a definition.</summary>
/// <param name="IsError">Whether it must not run like this; otherwise it only looks like a mistake.</param>
/// <param name="ActivityNodeId">Where; null for the definition itself.</param>
/// <param name="Message">What, and what to do.</param>
public sealed record DefinitionProblem(bool IsError, string? ActivityNodeId, string Message)
{
    /// <summary>The activity's id within its document; null for the definition as a whole.</summary>
    public string? ActivityId { get; init; }

    /// <summary>What people read on the box.</summary>
    public string? ActivityName { get; init; }

    /// <summary>The definition that it stands in: the one that was checked, or one that is used inside it.</summary>
    public string? DefinitionId { get; init; }

    /// <summary>What people call that definition.</summary>
    public string? DefinitionName { get; init; }

    /// <summary>The place for people, such as <c>“Offer to the store” (offer) in “Order life cycle”</c>.</summary>
    public string Where => (ActivityName, DefinitionName) switch
    {
        (null, null) => "The definition",
        (null, _) => $"“{DefinitionName}”",
        _ when ActivityName == ActivityId => $"“{ActivityName}” in “{DefinitionName}”",
        _ => $"“{ActivityName}” ({ActivityId}) in “{DefinitionName}”",
    };

    /// <summary>At an activity of a graph.</summary>
    public static DefinitionProblem At(WorkflowGraphNode node, bool isError, string message)
    {
        ArgumentNullException.ThrowIfNull(node);
        return At(node.Node, isError, message);
    }

    internal static DefinitionProblem At(Node node, bool isError, string message)
    {
        var isWorkflow = node.Activity is WorkflowActivity;
        return new DefinitionProblem(isError, node.NodeId, message)
        {
            ActivityId = isWorkflow ? null : node.Id,
            ActivityName = isWorkflow ? null : node.DisplayName,
            DefinitionId = node.Workflow.Definition.DefinitionId,
            DefinitionName = node.Workflow.Definition.Name ?? node.Workflow.Definition.DefinitionId,
        };
    }
}
