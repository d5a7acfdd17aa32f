namespace Delivery.Workflows.Runtime.Mailbox;

/// <summary>A stimulus that waits: for a bookmark that does not exist yet, or for its turn with an instance or a trigger (R11).</summary>
internal sealed class MailboxMessage
{
    /// <summary>Given by the database; an instance takes its messages in this order.</summary>
    public long Sequence { get; init; }

    /// <summary>The identity of what arrived: the message's id, or made of the burst that published the event.</summary>
    public required string MessageKey { get; init; }

    /// <summary>The stimulus's name.</summary>
    public required string Name { get; init; }

    public string? CorrelationId { get; init; }

    /// <summary>The one instance it is for; null when the correlation or the hash decides.</summary>
    public string? InstanceId { get; init; }

    /// <summary>The trigger that it is to fire; null when it is for a bookmark.</summary>
    public string? TriggerId { get; init; }

    /// <summary>JSON: the resumption's input.</summary>
    public string? Input { get; init; }

    public required DateTimeOffset ReceivedAt { get; init; }

    public required DateTimeOffset ExpiresAt { get; init; }

    /// <summary>How often its burst has failed.</summary>
    public int Attempts { get; set; }

    /// <summary>When it may be tried again after a failure; null when it never failed.</summary>
    public DateTimeOffset? RetryAt { get; set; }

    /// <summary>Why it failed last.</summary>
    public string? Error { get; set; }

    /// <summary>W3C trace context of what sent it.</summary>
    public string? TraceParent { get; init; }

    /// <summary>What it matches.</summary>
    public List<MailboxHash> Hashes { get; init; } = [];

    /// <summary>
    /// The same as a row that nobody has tried to store: whoever did has given it a number, and the number is another's when it was rolled back.
    /// </summary>
    public MailboxMessage AsNew() => new()
    {
        MessageKey = MessageKey,
        Name = Name,
        CorrelationId = CorrelationId,
        InstanceId = InstanceId,
        TriggerId = TriggerId,
        Input = Input,
        ReceivedAt = ReceivedAt,
        ExpiresAt = ExpiresAt,
        TraceParent = TraceParent,
        Hashes = [.. Hashes.Select(hash => new MailboxHash { Hash = hash.Hash, Position = hash.Position, StartsInstances = hash.StartsInstances })],
    };
}
