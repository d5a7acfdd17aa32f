using Delivery.Workflows.Execution;
using Delivery.Workflows.Graph;
using Delivery.Workflows.State;

namespace Delivery.Workflows.Flow;

/// <summary>
/// One step of a flowchart in token mode. A completed activity puts a token on each arrow it leaves by and takes those that led to it;
/// what an arrow's target does with its tokens is its merge mode. There is no dead path: a loop is just another token.
/// </summary>
/// <remarks>
/// Race differs from Elsa on purpose (there the loser is not cancelled and the instance hangs): ancestors that have begun are cancelled;
/// those that are queued run, since they were scheduled, but may not wait, and what they bring is ignored.
/// </remarks>
internal sealed class TokenFlow
{
    private readonly ActivityExecution _flowchart;
    private readonly FlowchartPlan _plan;
    private readonly FlowGraph _graph;
    private readonly List<FlowToken> _tokens;

    public TokenFlow(ActivityExecution flowchart)
    {
        _flowchart = flowchart;
        _plan = (FlowchartPlan)flowchart.Node.Plan!;
        _graph = _plan.Graph(_plan.Start(flowchart.Run.TriggerActivityId)!);
        _tokens = flowchart.Tokens ??= [];
    }

    public void Completed(ChildCompletion child)
    {
        if (child.Node.IsTerminal)
        {
            Complete();
            return;
        }

        var active = _plan.Outbound(child.Node).Where(connection => connection.IsFollowed(child.Outcomes)).ToList();
        _tokens.AddRange(active.Select(Token));
        Consume(child.Node);
        foreach (var connection in active)
        {
            Arrive(connection, child.Child.LostTo);
        }

        ScheduleSettledJoins();
        CompleteIfIdle();
        _tokens.RemoveAll(token => token.Consumed && token.To == child.Node.Id);
    }

    public void Canceled(Node child)
    {
        Forget(child);
        ScheduleSettledJoins();
        CompleteIfIdle();
    }

    /// <summary>Something that was cancelled before has ended only now.</summary>
    public void Gone()
    {
        ScheduleSettledJoins();
        CompleteIfIdle();
    }

    /// <summary>Cancels whatever has begun before the target and can still lead to it.</summary>
    public void CancelAncestors(Node target)
    {
        foreach (var child in _flowchart.Children.Where(child => _graph.IsAncestor(child.Node, target)).ToList())
        {
            _flowchart.Run.Cancel(child, notifyParent: false);
            Forget(child.Node);
        }
    }

    private void Arrive(Connection connection, Node? lostTo)
    {
        var target = connection.Target;
        if (target == lostTo)
        {
            Take(connection);
            return;
        }

        if (MayRun(connection))
        {
            Schedule(target, lostTo is not null && _graph.IsAncestor(target, lostTo) ? lostTo : null);
        }
    }

    private bool MayRun(Connection connection) => MergeModes.Of(connection.Target, _flowchart) switch
    {
        MergeMode.Merge => _graph.ForwardInbound(connection.Target) is var inbound && (inbound.Count <= 1 || inbound.All(HasToken)),
        MergeMode.Converge => _graph.Inbound(connection.Target) is var inbound && (inbound.Count <= 1 || inbound.All(HasToken)),
        MergeMode.Cascade => Cascade(connection),
        MergeMode.Race => Race(connection),
        MergeMode.WaitAllActive => false,
        _ => !_graph.ForwardInbound(connection.Target).Any(inbound => IsPending(inbound.Source)),
    };

    private bool Cascade(Connection connection)
    {
        var block = _tokens.FindIndex(token => token is { Blocked: true, Consumed: false } && Leads(token, connection));
        if (block >= 0)
        {
            _tokens.RemoveAt(block);
            Take(connection);
            return false;
        }

        foreach (var other in _graph.ForwardInbound(connection.Target).Where(other => other.Source != connection.Source))
        {
            _tokens.Add(Token(other) with { Blocked = true });
        }

        return true;
    }

    private bool Race(Connection connection)
    {
        CancelAncestors(connection.Target);
        foreach (var item in _flowchart.Run.Queued)
        {
            if (item.Owner == _flowchart && _graph.IsAncestor(item.Node, connection.Target))
            {
                item.LostTo = connection.Target;
            }
        }

        return true;
    }

    /// <summary>A join that waits for what is active runs once nothing that has begun or is queued can still lead to it.</summary>
    private void ScheduleSettledJoins()
    {
        foreach (var join in _plan.ActiveJoins)
        {
            if (IsPending(join) && !IsUnderWay(join) && MergeModes.Of(join, _flowchart) == MergeMode.WaitAllActive && !IsAwaited(join))
            {
                Schedule(join, null);
            }
        }
    }

    private bool IsAwaited(Node join) =>
        _flowchart.Children.Any(child => child.IsActive && _graph.IsAncestor(child.Node, join))
        || _flowchart.Run.Queued.Any(item => item.Owner == _flowchart && _graph.IsAncestor(item.Node, join));

    private bool IsUnderWay(Node node) =>
        _flowchart.Children.Any(child => child.Node == node && child.IsActive) || _flowchart.Run.IsQueued(_flowchart, node);

    /// <summary>Beside a faulted child it stays open, to be repaired.</summary>
    private void CompleteIfIdle()
    {
        if (_flowchart.IsActive && _flowchart.Context.IsIdle)
        {
            Complete();
        }
    }

    private void Complete()
    {
        _tokens.Clear();
        _flowchart.Run.Complete(_flowchart, null);
    }

    private void Schedule(Node target, Node? lostTo) => _flowchart.Run.Schedule(_flowchart, target, lostTo: lostTo);

    private bool IsPending(Node node) => _tokens.Exists(token => token.IsOpen && token.To == node.Id);

    private bool HasToken(Connection connection) => _tokens.Exists(token => token.IsOpen && Leads(token, connection));

    private void Consume(Node node)
    {
        for (var i = 0; i < _tokens.Count; i++)
        {
            if (_tokens[i].IsOpen && _tokens[i].To == node.Id)
            {
                _tokens[i] = _tokens[i] with { Consumed = true };
            }
        }
    }

    /// <summary>Takes back the token of an arrival that is ignored; otherwise its target would count as pending for ever.</summary>
    private void Take(Connection connection)
    {
        var index = _tokens.FindLastIndex(token => token.IsOpen && Leads(token, connection));
        if (index >= 0)
        {
            _tokens.RemoveAt(index);
        }
    }

    private void Forget(Node node) => _tokens.RemoveAll(token => token.From == node.Id || token.To == node.Id);

    private static FlowToken Token(Connection connection) => new(connection.Source.Id, connection.Target.Id, connection.Port);

    private static bool Leads(FlowToken token, Connection connection) =>
        token.From == connection.Source.Id && token.To == connection.Target.Id && token.Outcome == connection.Port;
}
