namespace Delivery.Workflows.Runtime.Alterations;

/// <summary>What has become of one instance of a plan.</summary>
public enum AlterationJobStatus
{
    /// <summary>Its turn has not come, or it is being worked on.</summary>
    Pending,

    /// <summary>It is altered, or there was nothing to alter.</summary>
    Completed,

    /// <summary>It could not be altered and is as it was.</summary>
    Failed,
}
