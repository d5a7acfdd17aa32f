using System.Text.Json.Nodes;
using Delivery.Workflows.Activities;
using Delivery.Workflows.Graph;
using Delivery.Workflows.State;
using Delivery.Workflows.Values;

namespace Delivery.Workflows.Alterations;

/// <summary>
/// A sequence remembers how many of its activities it has begun. In the new version that many may be before another activity: it goes on
/// behind the one that is active, and nothing that has run may stand there.
/// </summary>
internal sealed class SequenceMigration(Node old, Node @new)
{
    public JsonObject? Move(ExecutionState execution, IReadOnlyList<ExecutionState> children, List<AlterationProblem> problems)
    {
        var begun = execution.Properties?[SequenceActivity.CurrentIndex] is { } value ? (int)JsonValues.Number(value) : 0;
        var place = Place(begun, children);
        if (place is not { } index)
        {
            // What is active has a problem of its own.
            return execution.Properties;
        }

        var passed = old.Activities.Take(begun).SelectMany(All).Select(node => node.Id).ToHashSet();
        foreach (var again in @new.Activities.Skip(index).SelectMany(All).Where(node => passed.Contains(node.Id)))
        {
            problems.Add(new AlterationProblem(
                again.NodeId, $"'{again.Name ?? again.Id}' has been passed, and in the new version stands behind what is active, so that it would run again."));
        }

        var properties = (JsonObject?)execution.Properties?.DeepClone() ?? [];
        properties[SequenceActivity.CurrentIndex] = index;
        return properties;
    }

    /// <summary>Behind the last that is active; without any, behind the last that was passed and is still there.</summary>
    private int? Place(int begun, IReadOnlyList<ExecutionState> children)
    {
        if (children.Count > 0)
        {
            int[] places = [.. children.Select(child => IndexOf(child.NodeId))];
            return places.Contains(-1) ? null : places.Max() + 1;
        }

        return old.Activities.Take(begun).Select(node => IndexOf(node.NodeId)).DefaultIfEmpty(-1).Max() + 1;
    }

    private int IndexOf(string nodeId)
    {
        for (var index = 0; index < @new.Activities.Count; index++)
        {
            if (@new.Activities[index].NodeId == nodeId)
            {
                return index;
            }
        }

        return -1;
    }

    /// <summary>An activity with everything inside it, workflows it uses excluded: their ids are their own.</summary>
    private static IEnumerable<Node> All(Node node) => node.Activities
        .Concat(node.Activity is WorkflowAsActivity ? [] : node.Ports.Values)
        .Concat(node.Parts.OfType<Node>())
        .SelectMany(All)
        .Prepend(node);
}
