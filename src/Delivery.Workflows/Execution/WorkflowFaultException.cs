namespace Delivery.Workflows;

/// <summary>What the Fault activity throws; activities of a host may throw it too.</summary>
public sealed class WorkflowFaultException : Exception
{
    /// <summary>Creates it.</summary>
    public WorkflowFaultException(string message, string? code = null, string? category = null, string? faultType = null)
        : base(message)
    {
        Code = code;
        Category = category;
        FaultType = faultType;
    }

    /// <summary>A short stable name.</summary>
    public string? Code { get; }

    /// <summary>The group it belongs to.</summary>
    public string? Category { get; }

    /// <summary>Its kind.</summary>
    public string? FaultType { get; }
}
