using System.Text.Json.Nodes;
using Delivery.Workflows.Execution;
using Delivery.Workflows.Values;

namespace Delivery.Workflows.Graph;

/// <summary>One activity of a compiled definition. Immutable once compiled: all instances and threads share it.</summary>
internal sealed class Node
{
    public required string Id { get; init; }

    public required string NodeId { get; init; }

    public required string Type { get; init; }

    public required int Version { get; init; }

    public string? Name { get; init; }

    public required Activity Activity { get; init; }

    public required JsonObject Json { get; init; }

    /// <summary>Its place in the document: another than <see cref="Json"/> when that was restored from the stand-in for an unknown type.</summary>
    public JsonObject Document { get => field ?? Json; init; }

    public required WorkflowNode Workflow { get; init; }

    public Node? Parent { get; init; }

    /// <summary>How many activities it is inside of, over all workflows.</summary>
    public int Depth { get; init; }

    public bool CanStartWorkflow { get; init; }

    public string? MergeMode { get; init; }

    /// <summary>What is recorded of it; null when it says nothing about that.</summary>
    public LogPersistencePlan? LogPersistence { get; set; }

    /// <summary>Whether it runs in a burst of its own, behind the commit of the one that meets it.</summary>
    public bool RunsInBackground { get; init; }

    public IReadOnlyList<InputBinding> Inputs { get; set; } = [];

    public IReadOnlyList<OutputBinding> Outputs { get; set; } = [];

    public IReadOnlyList<VariableDeclaration> Variables { get; set; } = [];

    /// <summary>Children of a list (<c>activities</c>), in document order.</summary>
    public IReadOnlyList<Node> Activities { get; set; } = [];

    /// <summary>Children of single-activity properties, by property name.</summary>
    public IReadOnlyDictionary<string, Node> Ports { get; set; } = new Dictionary<string, Node>();

    /// <summary>Children that the type finds by itself (<see cref="Activity.Parts"/>), in its order.</summary>
    public IReadOnlyList<Node?> Parts { get; set; } = [];

    /// <summary>What the activity's type prepared for itself.</summary>
    public object? Plan { get; set; }

    public ActivityDescriptor Descriptor => Activity.Descriptor;

    public bool IsTerminal => Descriptor.IsTerminal;

    /// <summary>What people read on the box.</summary>
    public string DisplayName => (Document.Member("metadata") as JsonObject)?.TextMember("displayText") is { Length: > 0 } text ? text : Name ?? Id;

    public InputBinding? FindInput(string name)
    {
        foreach (var input in Inputs)
        {
            if (string.Equals(input.Name, name, StringComparison.OrdinalIgnoreCase))
            {
                return input;
            }
        }

        return null;
    }
}
