using Delivery.Orchestrator.Activities;
using Delivery.Workflows;

namespace Delivery.Orchestrator.Rules;

/// <summary>Nobody waits for ever for somebody who may never answer.</summary>
internal sealed class WaitsHaveATimeLimit : IDefinitionRule
{
    private const int LargestFlowchart = 250;
    private const string Join = "Elsa.FlowJoin";
    private const string Fork = "Elsa.Fork";
    private static readonly string[] Clocks = ["Elsa.Delay", "Elsa.Timer", "Elsa.Cron", "Elsa.StartAt"];

    public IEnumerable<DefinitionProblem> Check(WorkflowGraph graph)
    {
        if (!OrderLifecycle.IsConcerned(graph))
        {
            return [];
        }

        var siblings = graph.Nodes.ToLookup(node => node.Parent?.NodeId);
        return graph.Nodes
            .Where(node => node is { Descriptor.WaitsForOthers: true, CanStart: false })
            .DistinctBy(node => (node.Definition.Id, node.Id))
            .Select(node => HasTimeout(node) ? CheckTimeout(node) : CheckClock(node, siblings))
            .OfType<DefinitionProblem>();
    }

    private static bool HasTimeout(WorkflowGraphNode node) => node.Descriptor.Ports.Any(port => port.Name == ContractActivity.TimedOut);

    private static DefinitionProblem? CheckTimeout(WorkflowGraphNode node)
    {
        if (!node.HasInput(ContractActivity.TimeoutName))
        {
            return DefinitionProblem.At(
                node, false, $"It may wait for ever: it has no time limit. Fill in its time-out, and draw an arrow from \"{ContractActivity.TimedOut}\" to what follows then.");
        }

        return node.Arrows switch
        {
            null => DefinitionProblem.At(node, true, $"It stands in a {node.Parent!.Type}, where \"{ContractActivity.TimedOut}\" leads to nothing else than an answer. Put it on a flowchart."),
            var arrows when arrows.Any(arrow => arrow.Outcome == ContractActivity.TimedOut) => null,
            _ => DefinitionProblem.At(node, true, $"Nothing follows when its time is over: draw an arrow from \"{ContractActivity.TimedOut}\" to what follows then."),
        };
    }

    /// <summary>
    /// What cannot have a time limit of its own has a clock beside it, which ends the wait where both lead to. On a flowchart that is too large
    /// for anybody to see it, nothing is said; the engine has its doubts about such a one.
    /// </summary>
    private static DefinitionProblem? CheckClock(WorkflowGraphNode node, ILookup<string?, WorkflowGraphNode> siblings)
    {
        for (var part = node; part.Parent is { } around && part.Definition == node.Definition; part = around)
        {
            var others = siblings[around.NodeId].Where(other => other != part).ToList();
            var clocks = others.Where(other => Clocks.Contains(other.Type)).ToList();
            if (others.Count > LargestFlowchart || clocks.Exists(clock => around.Type == Fork || Meet(part, clock, [.. others.Append(part)])))
            {
                return null;
            }
        }

        return DefinitionProblem.At(node, false, "It may wait for ever. Draw a Delay beside it, and lead both to a join that waits for any.");
    }

    /// <summary>Neither comes behind the other, and a join comes behind both.</summary>
    private static bool Meet(WorkflowGraphNode wait, WorkflowGraphNode clock, IReadOnlyList<WorkflowGraphNode> chart)
    {
        var (behindWait, behindClock) = (Behind(wait, chart), Behind(clock, chart));
        return !behindWait.Contains(clock.NodeId) && !behindClock.Contains(wait.NodeId)
            && chart.Any(node => node.Type == Join && behindWait.Contains(node.NodeId) && behindClock.Contains(node.NodeId));
    }

    private static HashSet<string> Behind(WorkflowGraphNode start, IReadOnlyList<WorkflowGraphNode> chart)
    {
        var byId = chart.ToDictionary(node => node.NodeId, StringComparer.Ordinal);
        var (behind, pending) = (new HashSet<string>(StringComparer.Ordinal), new Stack<WorkflowGraphNode>([start]));
        while (pending.TryPop(out var node))
        {
            foreach (var arrow in node.Arrows ?? [])
            {
                if (behind.Add(arrow.TargetNodeId))
                {
                    pending.Push(byId[arrow.TargetNodeId]);
                }
            }
        }

        return behind;
    }
}
