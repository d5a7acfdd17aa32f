namespace Delivery.Workflows;

/// <summary>What sort of activity a type is.</summary>
public enum ActivityKind
{
    /// <summary>Runs inside a burst.</summary>
    Action,

    /// <summary>Waits for a stimulus and can start a workflow.</summary>
    Trigger,

    /// <summary>Runs in the background.</summary>
    Job,

    /// <summary>Runs in the background if the designer says so.</summary>
    Task,
}
