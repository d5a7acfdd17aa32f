using System.Text.Json.Nodes;
using Delivery.Workflows.Activities;
using Delivery.Workflows.Alterations;
using Delivery.Workflows.Graph;
using Delivery.Workflows.State;
using Delivery.Workflows.Values;

namespace Delivery.Workflows.Execution;

/// <summary>What is done to an instance from outside.</summary>
internal sealed partial class InstanceRun
{
    /// <param name="request">The alterations.</param>
    /// <param name="migrated">The state before a migration; null without one.</param>
    public Burst Alter(AlterationRequest request, InstanceState? migrated)
    {
        if (migrated is not null)
        {
            LogAltered(Root, request, request.Alterations[0], Describe(migrated));
        }

        foreach (var alteration in request.Alterations)
        {
            switch (alteration)
            {
                case ModifyVariable modify:
                    Modify(modify, request);
                    break;
                case ScheduleActivity schedule:
                    Schedule(schedule, request);
                    break;
                case CancelActivity cancel:
                    Cancel(cancel, request);
                    break;
                case RetryFaults retry:
                    Retry(retry, request);
                    break;
                case ResolveUndo resolve:
                    Resolve(resolve, request);
                    break;
                case CancelInstance cancel:
                    LogAltered(Root, request, cancel, "The instance was cancelled");
                    return CancelInstance(cancel.Reason ?? request.Note ?? $"by {request.By}");
            }
        }

        Drain();
        _faulted |= _before!.SubStatus == WorkflowSubStatus.Faulted && StaysFaulted(request);
        return ToBurst();
    }

    private IEnumerable<ActivityExecution> Live => Survivors(Root).Where(execution => execution is { IsLive: true, IsFrame: false });

    /// <summary>Until somebody has done something about it and nothing in it is faulted.</summary>
    private bool StaysFaulted(AlterationRequest request) =>
        request.Alterations.All(alteration => alteration is MigrateInstance or ModifyVariable)
        // A failed undo does not stop what else can go on.
        || Live.Any(execution => execution is { Status: ActivityStatus.Faulted, IsUndo: false });

    /// <summary>From its beginning, as far as it does not remember itself how far it has come.</summary>
    private void RunAgain(ActivityExecution execution)
    {
        if (!execution.IsLive)
        {
            // Repairing one that surrounds it has ended it.
            return;
        }

        if (execution.Closing is null)
        {
            Close(execution, new ClosingState(ClosingKind.Restarted, null, Notifies: false));
        }
        else
        {
            GoOnClosing(execution);
        }
    }

    private void Modify(ModifyVariable modify, AlterationRequest request)
    {
        var holder = VariableHolder.Find(Scopes(modify), modify.VariableId);
        if (holder.Declaration is { } declaration)
        {
            VariableHolder.CheckConvertible(holder.Execution, declaration, modify.Value);
            VariableScope.Replace(holder.Execution, declaration, JsonValues.Own(modify.Value));
        }
        else
        {
            holder.Execution.DynamicVariables![modify.VariableId] = JsonValues.Own(modify.Value);
        }

        Touch(holder.Execution);
        LogAltered(holder.Execution, request, modify, $"The variable '{holder.Declaration?.Name ?? modify.VariableId}' was set");
    }

    private IReadOnlyList<IReadOnlyList<ActivityExecution>> Scopes(ModifyVariable modify) => modify.ActivityInstanceId is { } id
        ? [.. Outwards(Find(id)).Select(execution => (IReadOnlyList<ActivityExecution>)[execution])]
        : [[.. Live]];

    private void Cancel(CancelActivity cancel, AlterationRequest request)
    {
        foreach (var execution in Targets(cancel.ActivityId, cancel.ActivityInstanceId))
        {
            // It may have been inside another that is cancelled already.
            if (!execution.IsLive)
            {
                continue;
            }

            if (execution.Parent is not { } parent)
            {
                throw new AlterationException(execution.Node.NodeId, "This is the instance itself; cancel it with Cancel.");
            }

            LogAltered(execution, request, cancel, "The activity was cancelled");
            Cancel(execution, notifyParent: true);
            GoOn(parent, execution);
        }
    }

    /// <summary>A flowchart knows what a cancelled child means. Whatever else would wait for a child that is gone goes on as if it had completed.</summary>
    private void GoOn(ActivityExecution parent, ActivityExecution child)
    {
        if (!parent.IsActive || parent.Queued > 0 || parent.Node.Activity is FlowchartActivity
            || parent.Children.Exists(other => other.Closing is not { Kind: ClosingKind.Canceled }))
        {
            return;
        }

        // Also when it still undoes: nothing else can happen in that state any more.
        if (parent.Node.Activity is StateMachineActivity && child.Tag?.StartsWith(StateMachineActivity.Trigger + ":", StringComparison.Ordinal) == true)
        {
            throw new AlterationException(
                child.Node.NodeId, $"It is the last way out of the state that '{parent.Node.Name ?? parent.Node.Id}' is in. Cancel the state machine, or the instance.");
        }

        if (parent.Children.Count > 0)
        {
            return;
        }

        Notify(parent, new ChildCompletion(child, null), static (activity, context, ended) => activity.ChildCompleted(context, ended));
    }

    private void Retry(RetryFaults retry, AlterationRequest request)
    {
        var faulted = Live
            .Where(execution => execution.Status == ActivityStatus.Faulted && retry.ActivityIds?.Any(id => IsAt(execution.Node, id)) != false)
            .ToList();
        if (faulted.Count == 0)
        {
            throw new AlterationException(null, retry.ActivityIds is null ? "Nothing in it has faulted." : "None of these activities has faulted.");
        }

        foreach (var execution in faulted)
        {
            LogAltered(execution, request, retry, "The activity is tried again");
            RunAgain(execution);
        }
    }

    private void Schedule(ScheduleActivity schedule, AlterationRequest request)
    {
        if (schedule.ActivityId is not { } activityId)
        {
            var execution = Find(schedule.ActivityInstanceId!);
            if (execution.Parent is not { IsActive: true })
            {
                throw new AlterationException(execution.Node.NodeId, "It can run again only inside something that is running.");
            }

            if (execution.Closing is not null || execution.Compensation is not null)
            {
                throw new AlterationException(execution.Node.NodeId, "It is ending: it only waits for what is undone inside it.");
            }

            LogAltered(execution, request, schedule, "The activity runs again");
            RunAgain(execution);
            return;
        }

        var (container, node) = new SchedulingPlace(Graph, [.. Live]).Find(activityId, schedule.ActivityInstanceId);
        LogAltered(container, request, schedule, $"The activity '{node.Name ?? node.Id}' was scheduled");
        Touch(container);
        Schedule(container, node);
    }

    private List<ActivityExecution> Targets(string? activityId, string? activityInstanceId)
    {
        var found = Live
            .Where(execution => (activityInstanceId is null || execution.Id == activityInstanceId) && (activityId is null || IsAt(execution.Node, activityId)))
            .ToList();
        return found.Count > 0 ? found : throw NotActive(activityInstanceId ?? activityId!);
    }

    private ActivityExecution Find(string activityInstanceId) =>
        Live.FirstOrDefault(execution => execution.Id == activityInstanceId) ?? throw NotActive(activityInstanceId);

    private static AlterationException NotActive(string what) =>
        new(null, $"'{what}' is not active in this instance. Its activities are in its journal, those that are active among what it waits for.");

    private static bool IsAt(Node node, string activityId) => node.Id == activityId || node.NodeId == activityId;

    private static IEnumerable<ActivityExecution> Outwards(ActivityExecution execution)
    {
        for (var scope = execution; scope is not null; scope = scope.Parent)
        {
            yield return scope;
        }
    }

    private string Describe(InstanceState before) => before.DefinitionVersion == _before!.DefinitionVersion
        ? $"The instance was migrated within version {before.DefinitionVersion}, to the workflows that it uses now"
        : $"The instance was migrated from version {before.DefinitionVersion} to version {_before.DefinitionVersion}";

    /// <summary>Values stay out: a variable may hold what not everybody who reads journals may know.</summary>
    private void LogAltered(ActivityExecution execution, AlterationRequest request, Alteration alteration, string what)
    {
        var json = alteration.ToJson();
        json.Remove("value");
        var payload = new JsonObject { ["alteration"] = json, ["by"] = request.By };
        if (request.Note is { } note)
        {
            payload["note"] = note;
        }

        Log(execution, JournalEvents.Altered, $"{what} by {request.By}.", payload);
    }
}
