using System.Text.Json.Nodes;
using Delivery.Workflows.Ways;

namespace Delivery.Workflows;

/// <summary>An activity on a way, with what is known there.</summary>
public sealed class WayPlace
{
    private readonly Func<string, Known> _input;

    internal WayPlace(WorkflowGraphNode activity, IReadOnlyList<string> outcomes, Func<string, Known> input)
    {
        (Activity, Outcomes, _input) = (activity, outcomes, input);
    }

    /// <summary>The activity.</summary>
    public WorkflowGraphNode Activity { get; }

    /// <summary>The outcomes that its type has.</summary>
    public IReadOnlyList<string> Outcomes { get; }

    /// <summary>The value of an input, if it is the same whenever a way like this one comes here.</summary>
    public bool TryGetInput(string name, out JsonNode? value)
    {
        var known = _input(name);
        value = known.Value;
        return known.IsKnown;
    }
}
