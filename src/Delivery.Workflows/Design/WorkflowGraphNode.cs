using Delivery.Workflows.Expressions;
using Delivery.Workflows.Flow;
using Delivery.Workflows.Values;

namespace Delivery.Workflows;

/// <summary>One activity of a <see cref="WorkflowGraph"/>.</summary>
public sealed record WorkflowGraphNode
{
    /// <summary>The path, by which journals and records name it.</summary>
    public required string NodeId { get; init; }

    /// <summary>The id within its document.</summary>
    public required string Id { get; init; }

    /// <summary>The activity's type.</summary>
    public required string Type { get; init; }

    /// <summary>For people, and for scripts.</summary>
    public string? Name { get; init; }

    /// <summary>The property of its parent that holds it; null for the outermost.</summary>
    public string? Port { get; init; }

    /// <summary>Whether it holds a list of activities.</summary>
    public bool IsContainer { get; init; }

    /// <summary>What it is inside of; null for the outermost.</summary>
    public WorkflowGraphNode? Parent { get; init; }

    /// <summary>What its type takes and gives.</summary>
    public required ActivityDescriptor Descriptor { get; init; }

    /// <summary>What people read on the box.</summary>
    public string DisplayName => Node.DisplayName;

    /// <summary>The definition that it is drawn in.</summary>
    public WorkflowDefinition Definition => Node.Workflow.Definition;

    /// <summary>Whether it starts the workflow.</summary>
    public bool CanStart => Node.CanStartWorkflow;

    /// <summary>The arrows that leave it; null when it does not stand on a flowchart.</summary>
    public IReadOnlyList<WorkflowArrow>? Arrows => Node.Parent?.Plan is FlowchartPlan plan
        ? [.. plan.Outbound(Node).Select(connection => new WorkflowArrow(connection.Port ?? "Done", connection.Target.NodeId))]
        : null;

    /// <summary>Whether an input is filled in: with an expression, or with a value that is not empty.</summary>
    public bool HasInput(string name) => Node.FindInput(name) is { IsSet: true } input
        && !(input.Expression is LiteralExpression { Value: var value } && string.IsNullOrWhiteSpace(JsonValues.TextOrNull(value)));

    /// <summary>An input that is plain text; null for every other.</summary>
    public string? LiteralInput(string name) =>
        Node.FindInput(name)?.Expression is LiteralExpression { Value: { } value } ? JsonValues.TextOrNull(value) : null;

    internal Graph.Node Node { get; init; } = null!;
}
