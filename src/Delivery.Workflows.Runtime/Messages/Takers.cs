using Delivery.Workflows.Runtime.Definitions;

namespace Delivery.Workflows.Runtime.Messages;

/// <summary>Who could take a stimulus.</summary>
internal sealed class Takers
{
    private readonly SortedList<string, StoredTrigger> _triggers = new(StringComparer.Ordinal);

    /// <summary>The triggers that it hits, in the order of their ids.</summary>
    public IReadOnlyList<StoredTrigger> Triggers => [.. _triggers.Values];

    /// <summary>The bookmark that waits for it; of several, the one with the most wanted hash, and of these the oldest.</summary>
    public WaitingBookmark? Waiting { get; set; }

    public void Add(StoredTrigger trigger) => _triggers.TryAdd(trigger.Id, trigger);
}
