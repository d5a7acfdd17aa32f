namespace Delivery.Workflows.Graph;

/// <summary>The whole graph of a bundle, sub-workflows expanded where they are used.</summary>
internal sealed class CompiledBundle(WorkflowBundle bundle, ActivityCatalog catalog, Node root, Dictionary<string, Node> nodes)
{
    public WorkflowBundle Bundle { get; } = bundle;

    public ActivityCatalog Catalog { get; } = catalog;

    public Node Root { get; } = root;

    public IReadOnlyDictionary<string, Node> Nodes { get; } = nodes;

    /// <summary>Which outputs scripts can ask for later; the others need not be remembered.</summary>
    public required OutputReaders Readers { get; init; }
}
