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

    internal Graph.Node Node { get; init; } = null!;
}
