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

        if (IsUndo(old, execution) && !node.Ports.ContainsKey(CompensableStep.Undo))
        {
            Add(new AlterationProblem(old.NodeId, $"{Describe(old)} is being undone, and has no undo in the new version."));
        }

        ExecutionState[] children = [.. _state.Executions.Where(child => child.Parent == execution.Number)];
        var moved = IsOver(execution) ? execution : MoveInside(old, node, execution, children);
        return moved with { Variables = Variables(node, execution.Variables), Tag = Tag(old, node, execution), Undos = Undos(execution) };
    }

    /// <summary>Nothing begins in it any more: it stands for what an undo sees, or only waits for undos.</summary>
    private static bool IsOver(ExecutionState execution) =>
        execution.IsFrame || execution.Compensation is not null || execution.Closing is { Kind: not ClosingKind.Restarted };

    private static bool IsUndo(Node node, ExecutionState execution) =>
        execution.Tag == CompensableStep.UndoTag && node.Activity is CompensableStep;

    private IReadOnlyList<RegisteredUndo>? Undos(ExecutionState execution) => execution.Undos is { } undos
        ? [.. undos.Select(undo => undo with { Frames = [.. undo.Frames.Select((frame, index) => Move(frame, isStep: index == undo.Frames.Count - 1))] })]
        : null;

    private UndoFrame Move(UndoFrame frame, bool isStep)
    {
        var old = _from.Nodes[frame.NodeId];
        if (!_to.Nodes.TryGetValue(frame.NodeId, out var node) || !IsSameKind(old, node))
        {
            Add(new AlterationProblem(
                old.NodeId, $"What was done in {Describe(old)} can still be undone, and the new version does not have it at this place{(node is null ? "" : $", but a {node.Type}")}."));
            return frame;
        }

        if (isStep && !node.Ports.ContainsKey(CompensableStep.Undo))
        {
            Add(new AlterationProblem(old.NodeId, $"What {Describe(old)} did can still be undone, and it has no undo in the new version."));
        }

        return frame with { Variables = Variables(node, frame.Variables) };
    }

    /// <summary>Once, though a step in a loop is recorded with each round.</summary>
    private void Add(AlterationProblem problem)
    {
        if (!_problems.Contains(problem))
        {
            _problems.Add(problem);
        }
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
    private static Dictionary<string, JsonNode?>? Variables(Node node, IReadOnlyDictionary<string, JsonNode?>? values) => values?
        .Join(node.Variables, pair => pair.Key, variable => variable.Id, (pair, variable) => (variable.Id, Value: Values.ValueConverter.Convert(pair.Value, variable.Type)))
        .ToDictionary(pair => pair.Id, pair => pair.Value);

    private string? Tag(Node old, Node node, ExecutionState execution) =>
        execution.Tag is { } tag && !IsUndo(old, execution) && node.Parent is { Activity: StateMachineActivity } machine && old.Parent is { } before
            ? StateMachineMigration.MoveTag(before, machine, node, tag, _problems)
            : execution.Tag;

    private string Waiting(ExecutionState execution) =>
        _state.Bookmarks.Concat(_state.DormantBookmarks).FirstOrDefault(bookmark => bookmark.Owner == execution.Number) is { } bookmark
            ? $", waiting for {bookmark.Name}"
            : "";

    private static string Describe(Node node) => $"'{node.Name ?? node.Id}'";
}
