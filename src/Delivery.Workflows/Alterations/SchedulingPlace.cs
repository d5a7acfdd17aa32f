using System.Text.Json.Nodes;
using Delivery.Workflows.Activities;
using Delivery.Workflows.Execution;
using Delivery.Workflows.Graph;

namespace Delivery.Workflows.Alterations;

/// <summary>Finds the running container in which an activity can be scheduled.</summary>
internal sealed class SchedulingPlace(CompiledBundle graph, IReadOnlyList<ActivityExecution> live)
{
    public (ActivityExecution Container, Node Node) Find(string activityId, string? containerInstanceId)
    {
        Node[] nodes = [.. graph.Nodes.Values.Where(node => node.Parent is not null && (node.NodeId == activityId || node.Id == activityId))];
        if (nodes.Length == 0)
        {
            throw new AlterationException(null, $"The instance's version has no activity '{activityId}'.");
        }

        var places = (
            from node in nodes
            from execution in live
            where execution.Node == node.Parent && (containerInstanceId is null || execution.Id == containerInstanceId)
            select (Container: execution, Node: node)).ToList();
        return places switch
        {
            [] => throw new AlterationException(
                nodes[0].NodeId, $"It can be scheduled only inside '{nodes[0].Parent!.Name ?? nodes[0].Parent!.Id}', which is not running{In(containerInstanceId)}. Schedule that first."),
            [var place] => Prepare(place.Container, place.Node),
            _ => throw new AlterationException(
                nodes[0].NodeId, $"It has several running containers: {string.Join(", ", places.Select(place => place.Container.Id))}. Name one in activityInstanceId."),
        };
    }

    private static string In(string? instanceId) => instanceId is null ? "" : $" as {instanceId}";

    private static (ActivityExecution Container, Node Node) Prepare(ActivityExecution container, Node node)
    {
        if (!container.IsActive)
        {
            throw new AlterationException(
                container.Node.NodeId,
                container.Status == ActivityStatus.Faulted ? "The container has faulted itself. Retry it." : "The container is ending: it only waits for what is undone inside it.");
        }

        return container.Node.Activity switch
        {
            FlowchartActivity or ParallelActivity or ForkActivity => (container, node),
            SequenceActivity => (GoTo(container, node), node),
            _ => throw new AlterationException(
                node.NodeId,
                $"'{container.Node.Name ?? container.Node.Id}' decides itself what runs in it. Run it again by its activityInstanceId, {container.Id}, or cancel what is active in it."),
        };
    }

    /// <summary>A sequence runs one activity at a time: what is active gives way, and it goes on behind the one that is scheduled.</summary>
    private static ActivityExecution GoTo(ActivityExecution sequence, Node node)
    {
        while (sequence.Children.Count > 0)
        {
            sequence.Run.Cancel(sequence.Children[^1], notifyParent: false);
        }

        sequence.Run.DropQueued(sequence);
        sequence.Properties ??= [];
        sequence.Properties[SequenceActivity.CurrentIndex] = JsonValue.Create(sequence.Node.Activities.ToList().IndexOf(node) + 1);
        return sequence;
    }
}
