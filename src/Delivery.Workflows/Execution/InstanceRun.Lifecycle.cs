using System.Text.Json.Nodes;
using Delivery.Workflows.Activities;
using Delivery.Workflows.Definitions;
using Delivery.Workflows.Graph;
using Delivery.Workflows.State;

namespace Delivery.Workflows.Execution;

/// <summary>How executions end.</summary>
internal sealed partial class InstanceRun
{
    /// <summary>Ends it well; null stands for the default outcome.</summary>
    public void Complete(ActivityExecution execution, IReadOnlyList<string>? outcomes)
    {
        if (execution.IsActive)
        {
            Close(execution, new ClosingState(ClosingKind.Completed, outcomes, Notifies: false));
        }
    }

    /// <summary>Tells what surrounds the sender that a loop is to be left, up to the nearest loop.</summary>
    public void Break(ActivityExecution sender)
    {
        for (var scope = sender.Parent; scope is { IsUndo: false }; scope = scope.Parent)
        {
            Touch(scope);
            if (scope.Node.Activity.Break(scope.Context))
            {
                return;
            }
        }
    }

    /// <summary>Ends the whole instance well, whatever still runs; inside an undo only that undo.</summary>
    public void Finish(ActivityExecution sender)
    {
        var ended = FindUndo(sender) ?? Root;
        LeaveScopes(sender, ended);
        End(sender, ActivityStatus.Completed, JournalEvents.Completed);
        Complete(ended, null);
    }

    /// <summary>Ends it from outside; the parent is not told when it is the parent that does it.</summary>
    public void Cancel(ActivityExecution execution, bool notifyParent)
    {
        if (!execution.IsLive)
        {
            return;
        }

        var closing = new ClosingState(ClosingKind.Canceled, null, notifyParent);
        if (execution.Closing is null)
        {
            Close(execution, closing);
        }
        else
        {
            // It waits for undos; what it was to do then is not wanted any more.
            execution.Closing = closing;
            GoOnClosing(execution);
        }
    }

    /// <summary>
    /// One child has won: the children that have begun are cancelled; what is queued runs, since it was scheduled, but may not wait.
    /// </summary>
    public void Defeat(ActivityExecution owner, Node winner)
    {
        foreach (var child in owner.Children.Where(child => child.LostTo is null).ToList())
        {
            Cancel(child, notifyParent: false);
        }

        foreach (var item in _queue.Where(item => item.Owner == owner))
        {
            item.LostTo ??= winner;
        }
    }

    public void Fault(ActivityExecution execution, Exception exception)
    {
        if (!execution.IsLive)
        {
            return;
        }

        Touch(execution);
        execution.Status = ActivityStatus.Faulted;
        execution.Exception = ExceptionStates.From(exception);
        RemoveBookmarks(execution);
        for (var ancestor = execution; ancestor is not null; ancestor = ancestor.Parent)
        {
            ancestor.FaultCount++;
            Touch(ancestor);
        }

        var handler = FindHandler(execution);
        if (handler is not { IsUndo: true })
        {
            AddIncident(execution, exception.Message);
        }

        Log(execution, JournalEvents.Faulted, exception.Message, ExceptionStates.JournalPayload(exception));
        if (handler is not null)
        {
            Handle(handler, execution, exception.Message);
        }
        else
        {
            _faulted |= !ContinuesWithIncidents;
        }
    }

    private bool ContinuesWithIncidents => IncidentStrategies.ContinuesWithIncidents(Graph.Bundle.Root) ?? Options.ContinueWithIncidents;

    private void Notify(ActivityExecution parent, ChildCompletion child, Action<Activity, ActivityContext, ChildCompletion> call)
    {
        try
        {
            call(parent.Node.Activity, parent.Context, child);
        }
        catch (Exception e)
        {
            Fault(parent, e);
        }
    }

    /// <summary>
    /// Ends everything inside and then the execution itself; if undos have to run inside first, it stays as it is until they have.
    /// </summary>
    private void Close(ActivityExecution execution, ClosingState closing)
    {
        if (execution.Children.Count > 0 || execution.Compensation is not null || HasToUndo(execution, closing))
        {
            execution.Closing = closing;
            execution.BeginsToClose = true;
            Touch(execution);
            if (HasToUndo(execution, closing))
            {
                Undo(execution, new CompensationState(CompensationReasons.Cancelled, null));
            }
            else if (execution.Compensation is null)
            {
                CancelInside(execution);
            }

            Settle(execution);
            execution.BeginsToClose = false;
            return;
        }

        EndAs(execution, closing, wasWaiting: false);
    }

    /// <summary>Starts again what a stopped burst has left lying.</summary>
    private void GoOnClosing(ActivityExecution execution)
    {
        if (execution.Compensation is null)
        {
            CancelInside(execution);
        }

        Settle(execution);
    }

    private void CancelInside(ActivityExecution execution)
    {
        RemoveBookmarks(execution);
        if (execution.Queued > 0)
        {
            DropQueued(execution);
        }

        foreach (var child in execution.Children.ToArray().Reverse())
        {
            Cancel(child, notifyParent: false);
        }
    }

    /// <summary>Goes on with an execution that waits for what is inside it to end.</summary>
    private void Settle(ActivityExecution execution)
    {
        if (execution.Compensation is { } compensation)
        {
            if (!Advance(execution))
            {
                return;
            }

            execution.Compensation = null;
            execution.Closing ??= Compensated(execution, compensation);
        }

        if (execution.Closing is { } closing && execution.Children.Count == 0)
        {
            execution.Closing = null;
            EndAs(execution, closing, wasWaiting: !execution.BeginsToClose);
        }
    }

    private void EndAs(ActivityExecution execution, ClosingState closing, bool wasWaiting)
    {
        switch (closing.Kind)
        {
            case ClosingKind.Completed:
                NoteOutcomes(execution, closing.Outcomes);
                End(execution, ActivityStatus.Completed, JournalEvents.Completed);
                TellParent(execution, parent => Notify(parent, new ChildCompletion(execution, closing.Outcomes), static (activity, context, child) => activity.ChildCompleted(context, child)));
                break;
            case ClosingKind.Canceled:
                CancelInstancesOf(execution);
                End(execution, ActivityStatus.Canceled, JournalEvents.Canceled);
                TellParent(execution, parent => Canceled(parent, execution, closing.Notifies, wasWaiting));
                break;
            case ClosingKind.Restarted:
                Touch(execution);
                RemoveBookmarks(execution);
                execution.Status = ActivityStatus.Running;
                execution.Exception = null;
                _queue.Enqueue(new WorkItem { Node = execution.Node, Existing = execution });
                break;
            default:
                RetryUndo(execution);
                break;
        }
    }

    private void TellParent(ActivityExecution execution, Action<ActivityExecution> tell)
    {
        if (execution.Parent is not { } parent)
        {
            return;
        }

        if (parent.IsFrame)
        {
            parent.Status = ActivityStatus.Completed;
            parent.Parent!.Children.Remove(parent);
            TellParent(parent, tell);
        }
        else if (parent.Closing is not null || parent.Compensation is not null)
        {
            Settle(parent);
        }
        else if (parent.Status == ActivityStatus.Running)
        {
            tell(parent);
        }
    }

    private void Canceled(ActivityExecution parent, ActivityExecution child, bool notifies, bool wasWaiting)
    {
        if (notifies)
        {
            Touch(parent);
            Notify(parent, new ChildCompletion(child, null), static (activity, context, child) => activity.ChildCanceled(context, child));
            if (wasWaiting && parent.Node.Activity is not StateMachineActivity)
            {
                GoOn(parent, child);
            }
        }
        else if (wasWaiting)
        {
            Touch(parent);
            Notify(parent, new ChildCompletion(child, null), static (activity, context, _) => activity.ChildGone(context));
        }
    }

    private static void NoteOutcomes(ActivityExecution execution, IReadOnlyList<string>? outcomes)
    {
        if (outcomes is { Count: > 0 })
        {
            execution.JournalData ??= [];
            execution.JournalData["Outcomes"] = new JsonArray([.. outcomes.Select(outcome => (JsonNode?)JsonValue.Create(outcome))]);
        }
    }

    private void End(ActivityExecution execution, ActivityStatus status, string eventName)
    {
        Touch(execution);
        execution.Status = status;
        execution.CompletedAt = Now;
        RemoveBookmarks(execution);
        Log(execution, eventName);
        execution.Parent?.Children.Remove(execution);
    }
}
