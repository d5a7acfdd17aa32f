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
}
