using System.Text.Json.Nodes;
using Delivery.Workflows.Activities;
using Delivery.Workflows.Design;
using Delivery.Workflows.Graph;
using Delivery.Workflows.Ways;

namespace Delivery.Workflows;

/// <summary>A definition as designers draw it: every activity with its path, with the workflows that it uses inside.</summary>
public sealed class WorkflowGraph
{
    private readonly Dictionary<string, WorkflowGraphNode> _nodes = new(StringComparer.Ordinal);
    private readonly CompiledBundle _bundle;
    private readonly Func<string, WorkflowDefinition?> _published;

    private WorkflowGraph(CompiledBundle bundle, Func<string, WorkflowDefinition?> published)
    {
        _bundle = bundle;
        _published = published;
        Root = Add(bundle.Root, null, null);
    }

    /// <summary>The workflow itself, around its root activity.</summary>
    public WorkflowGraphNode Root { get; }

    /// <summary>All of them, each before what is inside it.</summary>
    public IReadOnlyCollection<WorkflowGraphNode> Nodes => _nodes.Values;

    /// <summary>Reads a bundle.</summary>
    /// <param name="bundle">The definition with those that it uses.</param>
    /// <param name="catalog">The activity types there are.</param>
    /// <param name="published">The published version of a definition, if there is one.</param>
    /// <exception cref="WorkflowDefinitionException">The definition cannot be compiled.</exception>
    public static WorkflowGraph Create(WorkflowBundle bundle, ActivityCatalog catalog, Func<string, WorkflowDefinition?> published)
    {
        ArgumentNullException.ThrowIfNull(bundle);
        return new WorkflowGraph(bundle.Compile(catalog), published);
    }

    /// <summary>Follows every way through the definition.</summary>
    /// <param name="states">What is to be known on the ways.</param>
    /// <param name="maxSteps">How many steps are taken before it is given up.</param>
    public WaysFound<TState> FindWays<TState>(WayStates<TState> states, int maxSteps = 50_000)
        where TState : notnull, IEquatable<TState>
    {
        ArgumentNullException.ThrowIfNull(states);
        return new WayFinder<TState>(this, _bundle, states, maxSteps).Find(_bundle.Root);
    }

    /// <summary>The node with this path; null when there is none.</summary>
    public WorkflowGraphNode? Find(string nodeId) => _nodes.GetValueOrDefault(nodeId);

    /// <summary>The activity as a document in which every activity has its id, path and version, and unknown ones say so.</summary>
    /// <param name="node">The activity.</param>
    /// <param name="withCompositeRoots">Whether a workflow that is used as an activity shows what is inside it.</param>
    public JsonObject ToJson(WorkflowGraphNode node, bool withCompositeRoots)
    {
        ArgumentNullException.ThrowIfNull(node);
        return new ActivityDocuments(_published, withCompositeRoots).Of(node.Node);
    }

    private WorkflowGraphNode Add(Node node, WorkflowGraphNode? parent, string? port)
    {
        var added = new WorkflowGraphNode
        {
            NodeId = node.NodeId,
            Id = node.Id,
            Type = node.Type,
            Name = node.Name,
            Port = port,
            IsContainer = node.Descriptor.IsContainer,
            Parent = parent,
            Descriptor = node.Descriptor,
            Node = node,
        };
        _nodes.Add(node.NodeId, added);
        foreach (var child in node.Activities)
        {
            Add(child, added, "Activities");
        }

        foreach (var (name, child) in node.Ports)
        {
            Add(child, added, node.Activity is WorkflowActivity ? "Root" : name);
        }

        foreach (var child in node.Parts)
        {
            if (child is not null)
            {
                Add(child, added, null);
            }
        }

        return added;
    }
}
