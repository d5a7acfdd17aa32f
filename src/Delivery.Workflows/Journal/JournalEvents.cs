namespace Delivery.Workflows;

/// <summary>The event names of the execution log.</summary>
public static class JournalEvents
{
    /// <summary>An execution began.</summary>
    public const string Started = "Started";

    /// <summary>A bookmark of the execution was met.</summary>
    public const string Resumed = "Resumed";

    /// <summary>The execution waits.</summary>
    public const string Suspended = "Suspended";

    /// <summary>The execution ended by itself.</summary>
    public const string Completed = "Completed";

    /// <summary>The execution was ended from outside.</summary>
    public const string Canceled = "Canceled";

    /// <summary>The execution threw.</summary>
    public const string Faulted = "Faulted";

    /// <summary>Somebody has altered the instance; the message and the payload say how, and who.</summary>
    public const string Altered = "Altered";

    /// <summary>The instance was cancelled.</summary>
    public const string WorkflowCancelled = "Workflow cancelled";

    /// <summary>A step has left its undo with its scope; the payload numbers it.</summary>
    public const string UndoRegistered = "Undo registered";

    /// <summary>A scope has begun to undo what was done inside; the message says why.</summary>
    public const string Compensating = "Compensating";

    /// <summary>An undo begins; the payload is the number under which it was registered.</summary>
    public const string Undoing = "Undoing";

    /// <summary>An undo has failed and is tried again; the message says why it failed.</summary>
    public const string UndoFailed = "Undo failed";

    /// <summary>A failed undo was taken for done.</summary>
    public const string UndoResolved = "Undo resolved";
}
