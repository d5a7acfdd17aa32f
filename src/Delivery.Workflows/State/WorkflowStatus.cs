namespace Delivery.Workflows;

/// <summary>Whether an instance can still go on.</summary>
public enum WorkflowStatus
{
    /// <summary>It can.</summary>
    Running,

    /// <summary>It cannot.</summary>
    Finished,
}
