namespace Delivery.Workflows;

/// <summary>Where an execution stands. The spelling is Elsa's.</summary>
public enum ActivityStatus
{
    /// <summary>Not begun.</summary>
    Pending,

    /// <summary>Begun, or waiting.</summary>
    Running,

    /// <summary>Ended by itself.</summary>
    Completed,

    /// <summary>Ended from outside.</summary>
    Canceled,

    /// <summary>Threw.</summary>
    Faulted,
}
