using Delivery.Workflows.State;

namespace Delivery.Workflows.Execution;

/// <summary>What a burst may run at most while something is undone, and what becomes of undos when it has to stop.</summary>
internal sealed partial class InstanceRun
{
    /// <summary>
    /// There can be more undos than one burst may run activities: each counts for itself, and only the steps that have left them count for
    /// what is around, so that a loop which compensates in every round is found all the same.
    /// </summary>
    private bool IsTooMuch(WorkItem item)
    {
        if (item.Undo is not null)
        {
            return false;
        }

        var undo = _undoing ? FindUndo(item.Existing ?? item.Owner!) : null;
        return (undo is null ? ++_invoked : ++undo.Invoked) > Options.MaxActivitiesPerBurst;
    }

    /// <summary>An undo that runs in circles has failed; what is beside it goes on.</summary>
    private bool StopUndo(WorkItem item)
    {
        if (FindUndo(item.Existing ?? item.Owner!) is not { } undo)
        {
            return false;
        }

        Fail(undo);
        return true;
    }

    /// <summary>The burst ends in the middle: what it was undoing has failed, and what it has not begun to undo goes back to its scope.</summary>
    private void StopUndos(IReadOnlyList<WorkItem> items)
    {
        foreach (var undo in items.Where(item => !item.IsDropped).Select(item => FindUndo(item.Existing ?? item.Owner!)).OfType<ActivityExecution>().ToList())
        {
            Fail(undo);
        }

        foreach (var item in items.Concat(_queue).Distinct().Where(item => item is { IsDropped: false, Undo: not null }))
        {
            item.Scheduler!.Undos ??= [];
            item.Scheduler.Undos.Add(item.Undo!);
            RemoveFrames(item.Owner!, item.Scheduler);
        }
    }

    private void Fail(ActivityExecution undo)
    {
        if (undo is { Status: ActivityStatus.Running, Closing: null })
        {
            undo.Exception = new ExceptionState(nameof(InvalidOperationException), $"It has run {Options.MaxActivitiesPerBurst} activities without waiting.");
            Close(undo, new ClosingState(ClosingKind.Failed, null, Notifies: false));
        }
    }

    private static void RemoveFrames(ActivityExecution frame, ActivityExecution scope)
    {
        for (var inside = frame; inside != scope; inside = inside.Parent!)
        {
            inside.Parent!.Children.Remove(inside);
        }
    }
}
