namespace Delivery.Workflows;

/// <summary>What one run of an instance, until it waits or ends, has brought. It is committed as a whole or not at all.</summary>
public sealed class Burst
{
    internal Burst()
    {
    }

    /// <summary>The instance afterwards.</summary>
    public required InstanceState State { get; init; }

    /// <summary>False when there was nothing to do: the bookmark is gone or the instance has finished. Then nothing has changed.</summary>
    public bool Applied { get; init; } = true;

    /// <summary>Bookmarks to store.</summary>
    public IReadOnlyList<Bookmark> AddedBookmarks { get; init; } = [];

    /// <summary>Bookmarks to delete.</summary>
    public IReadOnlyList<Bookmark> RemovedBookmarks { get; init; } = [];

    /// <summary>What to do once it is committed, in order.</summary>
    public IReadOnlyList<Effect> Effects { get; init; } = [];

    /// <summary>New lines of the execution log.</summary>
    public IReadOnlyList<JournalEntry> Journal { get; init; } = [];

    /// <summary>The executions that were touched.</summary>
    public IReadOnlyList<ActivityRecord> Records { get; init; } = [];

    /// <summary>What went wrong in this burst.</summary>
    public IReadOnlyList<Incident> NewIncidents { get; init; } = [];
}
