using Delivery.Workflows.Activities;
using Delivery.Workflows.Expressions;
using Delivery.Workflows.Flow;
using Delivery.Workflows.Graph;
using Delivery.Workflows.State;
using Delivery.Workflows.Values;

namespace Delivery.Workflows.Alterations;

/// <summary>
/// A flowchart stands where its tokens are, or where its counters say. An arrow that has been passed and led to what still waits must be
/// there in the new version; and no box may wait for a new arrow that nothing will ever come along.
/// </summary>
internal sealed class FlowchartMigration
{
    private readonly FlowchartPlan _old;
    private readonly FlowchartPlan _plan;
    private readonly FlowGraph _graph;
    private readonly Dictionary<string, Node> _boxes;
    private readonly ExecutionState _execution;
    private readonly HashSet<Node> _active;
    private readonly List<AlterationProblem> _problems;
    private readonly Node _chart;

    private FlowchartMigration(
        Node old, Node chart, Node start, ExecutionState execution, IEnumerable<ExecutionState> children, List<AlterationProblem> problems)
    {
        _chart = chart;
        _old = (FlowchartPlan)old.Plan!;
        _plan = (FlowchartPlan)chart.Plan!;
        _graph = _plan.Graph(start);
        _boxes = chart.Activities.ToDictionary(box => box.Id);
        _execution = execution;
        _problems = problems;
        _active = [.. children.Select(child => _boxes.Values.FirstOrDefault(box => box.NodeId == child.NodeId)).OfType<Node>()];
    }

    public static void Check(
        Node old, Node chart, ExecutionState execution, IEnumerable<ExecutionState> children, string? trigger, List<AlterationProblem> problems)
    {
        if (((FlowchartPlan)chart.Plan!).Start(trigger) is { } start)
        {
            new FlowchartMigration(old, chart, start, execution, children, problems).Check();
        }
        else if (execution.Tokens is { Count: > 0 } || execution.Counters is not null)
        {
            problems.Add(new AlterationProblem(chart.NodeId, "The flowchart is under way, and is empty in the new version."));
        }
    }

    private void Check()
    {
        if (_execution.Counters is { } counters)
        {
            CheckCounters(counters);
        }
        else
        {
            CheckTokens(_execution.Tokens ?? []);
        }
    }

    private void CheckTokens(IReadOnlyList<FlowToken> tokens)
    {
        foreach (var token in tokens.Where(token => !token.Consumed))
        {
            if (!_boxes.TryGetValue(token.To, out var target))
            {
                Refuse(_chart, $"An arrow from '{token.From}' has been taken to '{token.To}', which the new version does not have here.");
            }
            else if (!_active.Contains(target) && !_plan.Connections.Exists(connection => Leads(token, connection)))
            {
                Refuse(target, $"'{Name(target)}' waits for more than the arrow from '{token.From}', which has been taken and which the new version does not have.");
            }
        }

        var pending = tokens.Where(token => token.IsOpen).Select(token => _boxes.GetValueOrDefault(token.To)).OfType<Node>().Where(box => !_active.Contains(box)).ToHashSet();
        foreach (var target in pending.Where(WaitsForAll))
        {
            CheckAwaited(target, connection => tokens.Any(token => token.IsOpen && Leads(token, connection)), pending);
        }
    }

    /// <summary>Each box waits until all arrows that lead to it have been passed, taken or not.</summary>
    private void CheckCounters(FlowCounters counters)
    {
        foreach (var box in _active.Where(box => !_graph.IsReachable(box)))
        {
            Refuse(box, $"'{Name(box)}' is active, and in the new version no arrow leads to it from the start.");
        }

        foreach (var connection in _old.Connections.Where(old => counters.Connections.ContainsKey(old.Key) && _plan.Connections.TrueForAll(now => now.Key != old.Key)))
        {
            Refuse(_chart, $"The arrow {connection.Key} has been passed, and the new version does not have it.");
        }

        foreach (var target in _boxes.Values.Where(box => !_active.Contains(box) && _graph.ForwardInbound(box).Count > 1 && counters.Activities.GetValueOrDefault(box.Id) == 0))
        {
            CheckAwaited(target, connection => counters.Connections.ContainsKey(connection.Key), []);
        }
    }

    /// <summary>A new arrow to a box that waits for all: something that is still under way must be able to come along it.</summary>
    private void CheckAwaited(Node target, Func<Connection, bool> hasCome, HashSet<Node> pending)
    {
        foreach (var connection in _graph.ForwardInbound(target))
        {
            if (!hasCome(connection) && IsNew(connection) && !_active.Concat(pending).Any(box => box == connection.Source || _graph.IsAncestor(box, connection.Source)))
            {
                Refuse(target, $"'{Name(target)}' waits for '{Name(connection.Source)}' too in the new version, to which nothing that is still under way leads: it would wait for ever.");
            }
        }
    }

    private bool IsNew(Connection connection) => _old.Connections.TrueForAll(old => old.Key != connection.Key);

    /// <summary>A join's mode is an input; one that a script computes is not known here.</summary>
    private static bool WaitsForAll(Node box) => box.Activity is FlowJoinActivity
        ? box.FindInput(FlowJoinActivity.Mode)?.Expression is LiteralExpression literal && JsonValues.TextOrNull(literal.Value) == "WaitAll"
        : box.MergeMode is "Merge" or "Converge";

    private void Refuse(Node node, string message) => _problems.Add(new AlterationProblem(node.NodeId, message));

    private static string Name(Node node) => node.Name ?? node.Id;

    private static bool Leads(FlowToken token, Connection connection) =>
        token.From == connection.Source.Id && token.To == connection.Target.Id && token.Outcome == connection.Port;
}
