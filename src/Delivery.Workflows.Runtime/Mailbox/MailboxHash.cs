namespace Delivery.Workflows.Runtime.Mailbox;

/// <summary>One of the hashes that a waiting message matches.</summary>
internal sealed class MailboxHash
{
    public long Sequence { get; init; }

    public required string Hash { get; init; }

    /// <summary>Preference: of several bookmarks, the one whose hash has the smallest position gets the message.</summary>
    public required int Position { get; init; }

    /// <summary>True for the hash of a trigger, false for that of a bookmark.</summary>
    public bool StartsInstances { get; init; }
}
