using Delivery.Workflows.Execution;

namespace Delivery.Workflows.Graph;

/// <summary>A workflow version at its place in the nesting.</summary>
internal sealed class WorkflowNode(WorkflowDefinition definition, bool isNested)
{
    private readonly List<Node> _all = [];

    public WorkflowDefinition Definition { get; } = definition;

    /// <summary>Whether it runs as an activity of another workflow.</summary>
    public bool IsNested { get; } = isNested;

    /// <summary>What is recorded of its activities; null when it says nothing about that.</summary>
    public LogPersistencePlan? LogPersistence { get; init; }

    /// <summary>Its activities in document order, those of workflows it uses excluded.</summary>
    public IReadOnlyList<Node> All => _all;

    public void Add(Node node) => _all.Add(node);

    public Node? Find(string idOrName) =>
        _all.Find(node => node.Id == idOrName) ?? _all.Find(node => node.Name == idOrName);
}
