using Delivery.Workflows.Activities;
using Delivery.Workflows.Graph;

namespace Delivery.Workflows.Ways;

/// <summary>
/// Follows every way through a definition at once: each activity is looked at once for each point in which a way can come to it, loops until
/// nothing new comes. An activity is summed up by its exits, so that a workflow that is used in several places is not told apart by what is
/// inside it.
/// </summary>
/// <remarks>
/// It follows more ways than there are, never fewer, but for four things: what runs side by side is followed one after the other, of a
/// switch that takes several cases each is taken alone, what a script sets under a computed name is not seen, and nobody cancels or alters
/// the instance. Faults are followed where a scope catches them.
/// </remarks>
internal sealed partial class WayFinder<TState>
    where TState : notnull, IEquatable<TState>
{
    private readonly WayStates<TState> _states;
    private readonly WorkflowGraph _graph;
    private readonly RelevantNames _names;
    private readonly WayValues _values;
    private readonly Dictionary<(Node Node, WayPoint<TState> Point), WaySummary<TState>> _summaries = [];
    private readonly HashSet<(Node Node, TState State)> _waits = [];
    private readonly int _maxSteps;
    private int _steps;

    public WayFinder(WorkflowGraph graph, CompiledBundle bundle, WayStates<TState> states, int maxSteps)
    {
        (_graph, _states, _maxSteps) = (graph, states, maxSteps);
        _names = new RelevantNames(bundle);
        _values = new WayValues(_names);
    }

    public WaysFound<TState> Find(Node root)
    {
        Node? gaveUpAt = null;
        var ends = new Dictionary<TState, WayEnd<TState>>();
        try
        {
            foreach (var exit in Summarize(root, new WayPoint<TState>(_states.Start, KnownValues.None, PendingUndos.None)).Exits)
            {
                ends.TryAdd(exit.Point.State, new WayEnd<TState>(Public(Trail.LastOf(exit.Trail) ?? root), exit.Point.State, Trail.Tell(exit.Trail)));
            }
        }
        catch (TooManyWaysException exception)
        {
            gaveUpAt = exception.Node;
        }

        return new WaysFound<TState>
        {
            Ends = [.. ends.Values],
            Waits = [.. _waits.Select(wait => new WayWait<TState>(Public(wait.Node), wait.State))],
            Steps = _steps,
            GaveUpAt = gaveUpAt is null ? null : Public(gaveUpAt),
        };
    }

    private WorkflowGraphNode Public(Node node) => _graph.Find(node.NodeId)!;

    private WaySummary<TState> Summarize(Node node, WayPoint<TState> point)
    {
        if (_summaries.TryGetValue((node, point), out var known))
        {
            return known;
        }

        CountStep(node);
        if (node.Activity is WorkflowAsActivity && point.Values.Split(_names.MentionedIn(node)) is var (named, others) && !others.Equals(KnownValues.None))
        {
            // A workflow that is used often is followed once for what it reads, whatever else is known outside of it.
            return _summaries[(node, point)] = Summarize(node, point with { Values = named }).With(others);
        }

        var summary = new WaySummary<TState>();
        summary.Running.Add(point);
        var entered = point with { Values = _values.Enter(node, point.Values) };
        Follow(node, entered, summary);
        _summaries.Add((node, point), summary);
        return summary;
    }

    private void CountStep(Node node, int cost = 1)
    {
        _steps += cost;
        if (_steps > _maxSteps)
        {
            throw new TooManyWaysException(node);
        }
    }

    private void Follow(Node node, WayPoint<TState> point, WaySummary<TState> summary)
    {
        switch (node.Activity)
        {
            case FlowchartActivity:
                FollowFlowchart(node, point, summary);
                break;
            case SequenceActivity or ParallelActivity:
                FollowList(node, node.Activities, point, summary);
                break;
            case ForkActivity:
                FollowList(node, [.. node.Parts.OfType<Node>()], point, summary);
                break;
            case WorkflowActivity or WorkflowAsActivity:
                FollowWorkflow(node, point, summary);
                break;
            case CompensationScope:
                FollowScope(node, point, summary);
                break;
            case CompensableStep:
                FollowStep(node, point, summary);
                break;
            case Interruptible:
                FollowInterruptible(node, point, summary);
                break;
            case IfActivity:
                FollowIf(node, point, summary);
                break;
            case WhileActivity or ForActivity or ForEachActivity or ParallelForEachActivity:
                FollowLoop(node, point, summary);
                break;
            case var _ when node.Ports.Count > 0 || node.Parts.Count > 0 || node.Activities.Count > 0:
                FollowAny(node, point, summary);
                break;
            default:
                FollowLeaf(node, point, summary);
                break;
        }
    }

    /// <summary>Leaves the activity: what it declares is gone, and the way is told by its name.</summary>
    private void Leave(Node node, WaySummary<TState> summary, WayExitKind kind, IReadOnlyList<string>? outcomes, WayPoint<TState> point, Trail? inside) =>
        summary.Add(new WayExit<TState>(kind, outcomes, point with { Values = _values.Leave(node, point.Values) }, Trail.Through(node, inside, outcomes)));

    private void FollowWorkflow(Node node, WayPoint<TState> point, WaySummary<TState> summary)
    {
        var inside = Summarize(node.Ports[WorkflowActivity.RootPort], point);
        summary.AddInside(inside);
        foreach (var exit in inside.Exits)
        {
            if (exit.Kind is WayExitKind.Finishes or WayExitKind.Compensates && node.Parent is not null)
            {
                Leave(node, summary, exit.Kind, null, exit.Point, exit.Trail);
            }
            else if (exit.Kind != WayExitKind.Compensates)
            {
                // How the outermost activity is left says nothing of how the workflow is; only Complete does.
                var named = exit.Kind == WayExitKind.CompletesWorkflow || node.Activity is WorkflowAsActivity;
                Leave(node, summary, WayExitKind.Completed, named ? exit.Outcomes : null, exit.Point, exit.Trail);
            }
        }
    }

    private void FollowIf(Node node, WayPoint<TState> point, WaySummary<TState> summary)
    {
        var holds = WayValues.Input(node, point.Values, "Condition").IsTruthy;
        foreach (var branch in new[] { (Name: "Then", Taken: holds != false), (Name: "Else", Taken: holds != true) }.Where(branch => branch.Taken))
        {
            FollowChild(node, node.Ports.GetValueOrDefault(branch.Name), point, summary);
        }
    }

    /// <summary>One of the children, or none of them.</summary>
    private void FollowAny(Node node, WayPoint<TState> point, WaySummary<TState> summary)
    {
        var children = node.Ports.Values.Concat(node.Activities).Concat(node.Parts.OfType<Node>()).ToList();
        if (node.Activity is StateMachineActivity)
        {
            Circle(node, children, point, summary);
            return;
        }

        if (node.Activity is not ContainerActivity)
        {
            Leave(node, summary, WayExitKind.Completed, null, point, null);
        }

        children.ForEach(child => FollowChild(node, child, point, summary));
    }

    private void FollowLoop(Node node, WayPoint<TState> point, WaySummary<TState> summary) =>
        Circle(node, [.. node.Ports.Values], point, summary);

    /// <summary>Any of the children any number of times. A While whose condition is known is asked each time.</summary>
    private void Circle(Node node, List<Node> children, WayPoint<TState> point, WaySummary<TState> summary)
    {
        var (seen, pending) = (new HashSet<WayPoint<TState>> { point }, new Queue<(WayPoint<TState> Point, Trail? Trail)>([(point, null)]));
        while (pending.TryDequeue(out var round))
        {
            CountStep(node);
            var holds = node.Activity is WhileActivity ? WayValues.Input(node, round.Point.Values, "Condition").IsTruthy : null;
            if (holds != true || children.Count == 0)
            {
                Leave(node, summary, WayExitKind.Completed, null, round.Point, round.Trail);
            }

            foreach (var child in holds == false ? [] : children)
            {
                var inside = Summarize(child, round.Point);
                summary.AddInside(inside);
                foreach (var exit in inside.Exits)
                {
                    var trail = new Trail(round.Trail, exit.Trail, null, null);
                    if (exit.Kind is WayExitKind.Completed or WayExitKind.EndsContainer)
                    {
                        if (seen.Add(exit.Point))
                        {
                            pending.Enqueue((exit.Point, trail));
                        }
                    }
                    else
                    {
                        Leave(node, summary, exit.Kind == WayExitKind.BreaksLoop ? WayExitKind.Completed : exit.Kind, exit.Kind == WayExitKind.BreaksLoop ? null : exit.Outcomes, exit.Point, trail);
                    }
                }
            }
        }
    }

    private void FollowChild(Node node, Node? child, WayPoint<TState> point, WaySummary<TState> summary)
    {
        if (child is null)
        {
            Leave(node, summary, WayExitKind.Completed, null, point, null);
            return;
        }

        var inside = Summarize(child, point);
        summary.AddInside(inside);
        foreach (var exit in inside.Exits)
        {
            PassOn(node, summary, exit);
        }
    }

    /// <summary>The end of a child is the end of what is around it, unless it concerns something further out.</summary>
    private void PassOn(Node node, WaySummary<TState> summary, WayExit<TState> exit)
    {
        var ends = exit.Kind is WayExitKind.Completed or WayExitKind.EndsContainer;
        Leave(node, summary, ends ? WayExitKind.Completed : exit.Kind, ends ? null : exit.Outcomes, exit.Point, exit.Trail);
    }

    /// <summary>One after the other; the order of what runs side by side is taken as drawn.</summary>
    private void FollowList(Node node, IReadOnlyList<Node> children, WayPoint<TState> point, WaySummary<TState> summary)
    {
        var before = new Dictionary<WayPoint<TState>, Trail?> { [point] = null };
        foreach (var child in children)
        {
            var after = new Dictionary<WayPoint<TState>, Trail?>();
            foreach (var (at, trail) in before)
            {
                CountStep(child);
                var inside = Summarize(child, at);
                summary.AddInside(inside);
                foreach (var exit in inside.Exits)
                {
                    var passed = new Trail(trail, exit.Trail, null, null);
                    if (exit.Kind == WayExitKind.Completed || (exit.Kind == WayExitKind.EndsContainer && node.Activity is not SequenceActivity))
                    {
                        after.TryAdd(exit.Point, passed);
                    }
                    else
                    {
                        PassOn(node, summary, exit with { Trail = passed });
                    }
                }
            }

            before = after;
        }

        foreach (var (at, trail) in before)
        {
            Leave(node, summary, WayExitKind.Completed, null, at, trail);
        }
    }
}
