using System.Text.Json.Nodes;
using Delivery.Workflows.Activities;
using Delivery.Workflows.Graph;
using Delivery.Workflows.State;

namespace Delivery.Workflows.Alterations;

/// <summary>
/// Moves the state of an instance from one bundle to another. Every place where the instance stands must be in the new one: what is active
/// and waits, the tokens and counters of its flowcharts, the states of its state machines. All that is in the way is collected, so that a
/// diagram need not be corrected as often as it has problems.
/// </summary>
internal sealed class Migration
{
    private readonly CompiledBundle _from;
    private readonly CompiledBundle _to;
    private readonly InstanceState _state;
    private readonly List<AlterationProblem> _problems = [];

    private Migration(CompiledBundle from, CompiledBundle to, InstanceState state)
    {
        _from = from;
        _to = to;
        _state = state;
    }

    /// <summary>The same instance on the other bundle.</summary>
    /// <exception cref="AlterationException">It cannot go on there.</exception>
    public static InstanceState Move(CompiledBundle from, CompiledBundle to, InstanceState state)
    {
        var migration = new Migration(from, to, state);
        var moved = migration.Move();
        return migration._problems.Count == 0 ? moved : throw new AlterationException(migration._problems);
    }

    /// <summary>What an activity at one place is, apart from what it is called and told.</summary>
    public static bool IsSameKind(Node old, Node @new) => (old.Activity, @new.Activity) switch
    {
        (WorkflowAsActivity left, WorkflowAsActivity right) => left.Definition.DefinitionId == right.Definition.DefinitionId,
        (WorkflowAsActivity, _) or (_, WorkflowAsActivity) => false,
        (_, NotFoundActivity) => false,
        _ => old.Type == @new.Type && old.Version == @new.Version,
    };

    private InstanceState Move()
    {
        var target = _to.Bundle.Root;
        if (target.DefinitionId != _state.DefinitionId)
        {
            _problems.Add(new AlterationProblem(null, $"The instance runs '{_state.DefinitionId}'; it cannot become one of '{target.DefinitionId}'."));
            return _state;
        }

        CheckTrigger();
        return _state with
        {
            DefinitionVersion = target.Version,
            DefinitionVersionId = target.Id,
            BundleHash = _to.Bundle.Hash,
            Executions = [.. _state.Executions.Select(Move)],
        };
    }

    /// <summary>Flowcharts count from the activity whose stimulus started the instance.</summary>
    private void CheckTrigger()
    {
        if (_state.TriggerActivityId is { } trigger
            && _from.Root.Workflow.Find(trigger) is { } started
            && (_to.Root.Workflow.Find(trigger) is not { } same || same.NodeId != started.NodeId)
            && _state.Executions.Any(execution => execution.NodeId == started.Parent!.NodeId))
        {
            _problems.Add(new AlterationProblem(started.NodeId, "The instance was started here, and the new version does not have this start at its place."));
        }
    }

    private ExecutionState Move(ExecutionState execution)
    {
        var old = _from.Nodes[execution.NodeId];
        if (!_to.Nodes.TryGetValue(execution.NodeId, out var node))
        {
            _problems.Add(new AlterationProblem(
                old.NodeId, $"{Describe(old)} is active{Waiting(execution)}, and the new version does not have it at this place."));
            return execution;
        }

        if (!IsSameKind(old, node))
        {
            _problems.Add(new AlterationProblem(old.NodeId, $"{Describe(old)} is active{Waiting(execution)}, and is a {node.Type} in the new version."));
            return execution;
        }

        foreach (var frame in (execution.Undos ?? []).SelectMany(undo => undo.Frames).Where(frame => !_to.Nodes.ContainsKey(frame.NodeId)))
        {
            _problems.Add(new AlterationProblem(frame.NodeId, "What was done here can still be undone, and the new version does not have it at this place."));
        }

        ExecutionState[] children = [.. _state.Executions.Where(child => child.Parent == execution.Number)];
        return MoveInside(old, node, execution, children) with { Variables = Variables(node, execution), Tag = Tag(node, execution) };
    }

    private ExecutionState MoveInside(Node old, Node node, ExecutionState execution, IReadOnlyList<ExecutionState> children)
    {
        switch (old.Activity)
        {
            case SequenceActivity:
                return execution with { Properties = new SequenceMigration(old, node).Move(execution, children, _problems) };
            case FlowchartActivity:
                FlowchartMigration.Check(old, node, execution, children, _state.TriggerActivityId, _problems);
                return execution;
            case StateMachineActivity:
                StateMachineMigration.Check(node, execution, _problems);
                return execution;
            default:
                return execution;
        }
    }

    /// <summary>What the new version does not declare any more is gone; what has another type is converted, as a script would convert it.</summary>
    private static Dictionary<string, JsonNode?>? Variables(Node node, ExecutionState execution) => execution.Variables?
        .Join(node.Variables, pair => pair.Key, variable => variable.Id, (pair, variable) => (variable.Id, Value: Values.ValueConverter.Convert(pair.Value, variable.Type)))
        .ToDictionary(pair => pair.Id, pair => pair.Value);

    private string? Tag(Node node, ExecutionState execution) =>
        execution.Tag is { } tag && node.Parent is { Activity: StateMachineActivity } machine && _from.Nodes[execution.NodeId].Parent is { } old
            ? StateMachineMigration.MoveTag(old, machine, node, tag, _problems)
            : execution.Tag;

    private string Waiting(ExecutionState execution) =>
        _state.Bookmarks.Concat(_state.DormantBookmarks).FirstOrDefault(bookmark => bookmark.Owner == execution.Number) is { } bookmark
            ? $", waiting for {bookmark.Name}"
            : "";

    private static string Describe(Node node) => $"'{node.Name ?? node.Id}'";
}
