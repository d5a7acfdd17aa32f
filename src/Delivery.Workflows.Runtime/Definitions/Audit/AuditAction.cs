namespace Delivery.Workflows.Runtime.Definitions.Audit;

/// <summary>What was done to what new instances run.</summary>
public enum AuditAction
{
    /// <summary>They run this version from then on.</summary>
    Published,

    /// <summary>They ran this version, and from then on none.</summary>
    Retracted,

    /// <summary>They ran this version, and it was deleted.</summary>
    Deleted,
}
