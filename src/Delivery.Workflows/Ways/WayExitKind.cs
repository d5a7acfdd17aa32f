namespace Delivery.Workflows.Ways;

/// <summary>What follows when an activity is left.</summary>
internal enum WayExitKind
{
    /// <summary>What comes behind it.</summary>
    Completed,

    /// <summary>The container around it completes.</summary>
    EndsContainer,

    /// <summary>The loop around it completes.</summary>
    BreaksLoop,

    /// <summary>The workflow that it is drawn in completes.</summary>
    CompletesWorkflow,

    /// <summary>The instance ends.</summary>
    Finishes,

    /// <summary>The scope around it undoes.</summary>
    Compensates,
}
