using System.Text.Json.Nodes;
using Delivery.Workflows.Graph;
using Delivery.Workflows.Values;

namespace Delivery.Workflows.Execution;

/// <summary>How executions end.</summary>
internal sealed partial class InstanceRun
{
    /// <summary>Ends it well; null stands for the default outcome.</summary>
    public void Complete(ActivityExecution execution, IReadOnlyList<string>? outcomes)
    {
        if (execution.Status != ActivityStatus.Running)
        {
            return;
        }

        CancelChildren(execution);
        if (outcomes is { Count: > 0 })
        {
            execution.JournalData ??= [];
            execution.JournalData["Outcomes"] = new JsonArray([.. outcomes.Select(outcome => (JsonNode?)JsonValue.Create(outcome))]);
        }

        End(execution, ActivityStatus.Completed, JournalEvents.Completed);
        if (execution.Parent is { Status: ActivityStatus.Running } parent)
        {
            Touch(parent);
            Notify(parent, new ChildCompletion(execution, outcomes), static (activity, context, child) => activity.ChildCompleted(context, child));
        }
    }

    /// <summary>Tells what surrounds the sender that a loop is to be left, up to the nearest loop.</summary>
    public void Break(ActivityExecution sender)
    {
        for (var scope = sender.Parent; scope is not null; scope = scope.Parent)
        {
            Touch(scope);
            if (scope.Node.Activity.Break(scope.Context))
            {
                return;
            }
        }
    }

    /// <summary>Ends the whole instance well, whatever still runs.</summary>
    public void Finish(ActivityExecution sender)
    {
        End(sender, ActivityStatus.Completed, JournalEvents.Completed);
        Complete(Root, null);
    }

    /// <summary>Ends it from outside; the parent is not told when it is the parent that does it.</summary>
    public void Cancel(ActivityExecution execution, bool notifyParent)
    {
        if (!execution.IsLive)
        {
            return;
        }

        CancelChildren(execution);
        End(execution, ActivityStatus.Canceled, JournalEvents.Canceled);
        if (notifyParent && execution.Parent is { Status: ActivityStatus.Running } parent)
        {
            Touch(parent);
            Notify(parent, new ChildCompletion(execution, null), static (activity, context, child) => activity.ChildCanceled(context, child));
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

        AddIncident(execution, exception);
        Log(execution, JournalEvents.Faulted, exception.Message, ExceptionStates.JournalPayload(exception));
        _faulted |= !ContinuesWithIncidents;
    }

    private bool ContinuesWithIncidents
    {
        get
        {
            var strategy = Graph.Bundle.Root.WorkflowOptions.TextMember("incidentStrategyType");
            return string.IsNullOrEmpty(strategy)
                ? Options.ContinueWithIncidents
                : strategy.Contains("ContinueWithIncidents", StringComparison.OrdinalIgnoreCase);
        }
    }

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

    private void CancelChildren(ActivityExecution execution)
    {
        while (execution.Children.Count > 0)
        {
            Cancel(execution.Children[^1], notifyParent: false);
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
