namespace Delivery.Workflows.Runtime.Commits;

/// <summary>What became of one unit of a commit.</summary>
internal enum CommitOutcome
{
    /// <summary>All of it is stored.</summary>
    Committed,

    /// <summary>It had been handled before; nothing of it is stored.</summary>
    Duplicate,

    /// <summary>What it was computed from has changed; nothing of it is stored, and it is to be computed again.</summary>
    Lost,

    /// <summary>The database refuses it; nothing of it is stored.</summary>
    Failed,
}
