namespace Delivery.Workflows.State;

/// <summary>What comes at the end of an execution that waits for undos inside it.</summary>
internal enum ClosingKind
{
    /// <summary>It ends well.</summary>
    Completed,

    /// <summary>It ends from outside.</summary>
    Canceled,

    /// <summary>It runs again from its beginning.</summary>
    Restarted,

    /// <summary>It is an undo that has failed: it is tried again, or given up.</summary>
    Failed,
}
