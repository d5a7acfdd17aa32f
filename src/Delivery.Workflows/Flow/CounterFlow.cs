using Delivery.Workflows.Activities;
using Delivery.Workflows.Execution;
using Delivery.Workflows.Graph;
using Delivery.Workflows.State;

namespace Delivery.Workflows.Flow;

/// <summary>
/// One step of a flowchart in counter mode. A completed activity passes each arrow that leaves it, taken or not; a box decides once the
/// arrows that lead to it have been passed. One that none of them asks to run is skipped, which passes its own arrows as not taken: so
/// branches that die do not hold back what comes behind.
/// </summary>
internal sealed class CounterFlow
{
    private const string Backward = "backward";
    private static readonly IReadOnlyList<string> NoOutcome = [];

    private readonly ActivityExecution _flowchart;
    private readonly FlowchartPlan _plan;
    private readonly FlowGraph _graph;
    private readonly FlowCounters _counters;

    public CounterFlow(ActivityExecution flowchart)
    {
        _flowchart = flowchart;
        _plan = (FlowchartPlan)flowchart.Node.Plan!;
        _graph = _plan.Graph(_plan.Start(flowchart.Run.TriggerActivityId)!);
        _counters = flowchart.Counters!;
    }

    private enum Decision
    {
        Wait,
        Schedule,
        Skip,
    }

    public void Completed(ChildCompletion child)
    {
        if (child.Node.IsTerminal)
        {
            _flowchart.Run.Complete(_flowchart, null);
        }
        else if (!Process(child.Node, child.Outcomes, child.Child.Tag))
        {
            CompleteIfIdle();
        }
    }

    /// <summary>What comes behind it may run: undos can have delayed its end until the other branches were done, and a join still waits for this one.</summary>
    public void Canceled(ActivityExecution child)
    {
        if (!Process(child.Node, NoOutcome, child.Tag))
        {
            CompleteIfIdle();
        }
    }

    /// <summary>Cancels whatever has begun before the target and can still lead to it; what it leaves behind are dead branches.</summary>
    public void CancelAncestors(Node target)
    {
        foreach (var child in _flowchart.Children.Where(child => _graph.IsAncestor(child.Node, target)).ToList())
        {
            _flowchart.Run.Cancel(child, notifyParent: true);
        }
    }

    /// <summary>Without recursion: a branch that dies can be as long as the diagram.</summary>
    /// <returns>Whether anything was scheduled.</returns>
    private bool Process(Node node, IReadOnlyList<string>? outcomes, string? tag)
    {
        var scheduled = false;
        var pending = new Stack<(Node Node, IReadOnlyList<string>? Outcomes, int Next)>();
        Enter(node, viaBackward: tag == Backward);
        pending.Push((node, outcomes, 0));
        while (pending.TryPop(out var step))
        {
            var outbound = _plan.Outbound(step.Node);
            if (step.Next == outbound.Count)
            {
                continue;
            }

            pending.Push(step with { Next = step.Next + 1 });
            var connection = outbound[step.Next];
            switch (Pass(connection, connection.IsFollowed(step.Outcomes)))
            {
                case Decision.Schedule:
                    scheduled = true;
                    break;
                case Decision.Skip:
                    Enter(connection.Target, viaBackward: false);
                    pending.Push((connection.Target, NoOutcome, 0));
                    break;
            }
        }

        return scheduled;
    }

    /// <summary>What a loop comes back to is not counted again: the arrows before it are not passed again either.</summary>
    private void Enter(Node node, bool viaBackward)
    {
        if (!_graph.IsReachable(node))
        {
            throw new InvalidOperationException($"No arrow leads from the start of the flowchart to '{node.Name ?? node.Id}', so it cannot run in it.");
        }

        if (!viaBackward)
        {
            _counters.Activities[node.Id] = Visits(node) + 1;
        }
    }

    private Decision Pass(Connection connection, bool followed)
    {
        _counters.Connections[connection.Key] = new FlowCounters.ConnectionCount(Count(connection).Visits + 1, followed);
        var target = connection.Target;
        var decision = _graph.IsForward(connection) ? Decide(connection) : followed ? Decision.Schedule : Decision.Wait;
        if (decision != Decision.Schedule)
        {
            return decision;
        }

        if (_graph.IsForward(connection))
        {
            _flowchart.Run.Schedule(_flowchart, target);
            CancelLosers(target);
        }
        else if (_graph.IsLoop(connection))
        {
            _flowchart.Run.Schedule(_flowchart, target, Backward);
        }
        else
        {
            throw new InvalidOperationException(
                $"The arrow from '{connection.Source.Name ?? connection.Source.Id}' back to '{target.Name ?? target.Id}' enters its loop from the side: "
                + "there is a way around the activity that it leads to. Lead it to an activity that every way comes through.");
        }

        return decision;
    }

    private Decision Decide(Connection connection)
    {
        var target = connection.Target;
        var visits = Visits(target);
        var counts = _graph.ForwardInbound(target).Select(Count).ToList();
        var latest = counts.Max(count => count.Visits);
        var allPassed = counts.TrueForAll(count => count.Visits > visits);
        var anyFollowed = counts.Exists(count => count.Visits == latest && count.Followed);
        return Mode(target) switch
        {
            MergeMode.Race when Count(connection).Visits <= visits || IsUnderWay(target) => Decision.Wait,
            MergeMode.Race when anyFollowed => Decision.Schedule,
            _ when !allPassed => Decision.Wait,
            MergeMode.Merge => counts.TrueForAll(count => count.Visits == latest && count.Followed) ? Decision.Schedule : Decision.Skip,
            _ => anyFollowed ? Decision.Schedule : Decision.Skip,
        };
    }

    private void CancelLosers(Node target)
    {
        if (Mode(target) == MergeMode.Race)
        {
            CancelAncestors(target);
        }
    }

    private MergeMode Mode(Node target) =>
        target.Activity is FlowJoinActivity ? MergeModes.Of(target, _flowchart) : MergeMode.WaitAllActive;

    private bool IsUnderWay(Node node) =>
        _flowchart.Children.Any(child => child.Node == node && child.IsActive) || _flowchart.Run.IsQueued(_flowchart, node);

    /// <summary>Beside a faulted child it stays open, to be repaired.</summary>
    public void CompleteIfIdle()
    {
        if (_flowchart.IsActive && _flowchart.Context.IsIdle)
        {
            _flowchart.Run.Complete(_flowchart, null);
        }
    }

    private int Visits(Node node) => _counters.Activities.GetValueOrDefault(node.Id);

    private FlowCounters.ConnectionCount Count(Connection connection) => _counters.Connections.GetValueOrDefault(connection.Key);
}
