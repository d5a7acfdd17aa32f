namespace Delivery.Workflows.Runtime.Alterations;

/// <summary>How far a plan is.</summary>
public enum AlterationPlanStatus
{
    /// <summary>Nobody has begun yet.</summary>
    Pending,

    /// <summary>The instances that it is for are collected.</summary>
    Generating,

    /// <summary>All its instances are known, and not all are done.</summary>
    Running,

    /// <summary>Every instance has its result.</summary>
    Completed,
}
