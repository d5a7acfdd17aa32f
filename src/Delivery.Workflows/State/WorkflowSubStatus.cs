namespace Delivery.Workflows;

/// <summary>Where an instance stands. The spelling is Elsa's.</summary>
public enum WorkflowSubStatus
{
    /// <summary>Created, not run.</summary>
    Pending,

    /// <summary>In a burst.</summary>
    Executing,

    /// <summary>Waiting.</summary>
    Suspended,

    /// <summary>Ran to its end.</summary>
    Finished,

    /// <summary>Ended from outside.</summary>
    Cancelled,

    /// <summary>Ended by a fault.</summary>
    Faulted,
}
