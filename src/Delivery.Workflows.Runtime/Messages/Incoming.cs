using System.Text.Json.Nodes;
using Delivery.Messaging.Bus;
using Delivery.Workflows.Runtime.Mailbox;
using Delivery.Workflows.Runtime.Schedules;

namespace Delivery.Workflows.Runtime.Messages;

/// <summary>A stimulus on its way to an instance, from the bus or from the mailbox.</summary>
internal sealed record Incoming
{
    /// <summary>Equal for every delivery of the same message.</summary>
    public required string Key { get; init; }

    public required string Name { get; init; }

    public string? CorrelationId { get; init; }

    /// <summary>The only instance that may take it; null for any.</summary>
    public string? InstanceId { get; init; }

    /// <summary>The only trigger that it fires; null for those that match.</summary>
    public string? TriggerId { get; init; }

    public IReadOnlyList<string> BookmarkHashes { get; init; } = [];

    public IReadOnlyList<string> TriggerHashes { get; init; } = [];

    public JsonNode? Input { get; init; }

    /// <summary>What an instance that it starts is given as its inputs, beside what the trigger takes.</summary>
    public JsonObject? WorkflowInput { get; init; }

    /// <summary>The time that it is; null when it is a message or mail.</summary>
    public StoredSchedule? Schedule { get; init; }

    /// <summary>How long it waits when nobody wants it yet; null drops it.</summary>
    public TimeSpan? KeptFor { get; init; }

    /// <summary>The message that it is; null when it comes from the mailbox.</summary>
    public ReceivedMessage? Message { get; init; }

    /// <summary>The mail that it is; null when it comes from the bus.</summary>
    public long? MailboxSequence { get; init; }

    /// <summary>The trace that its burst continues; null for the current one.</summary>
    public string? TraceParent { get; init; }

    /// <summary>What it is serialized by in this process.</summary>
    public string LockKey => CorrelationId ?? InstanceId ?? Key;

    public static Incoming Of(MailboxMessage mail) => new()
    {
        Key = mail.MessageKey,
        Name = mail.Name,
        CorrelationId = mail.CorrelationId,
        InstanceId = mail.InstanceId,
        TriggerId = mail.TriggerId,
        BookmarkHashes = [.. mail.Hashes.Where(hash => !hash.StartsInstances).OrderBy(hash => hash.Position).Select(hash => hash.Hash)],
        TriggerHashes = [.. mail.Hashes.Where(hash => hash.StartsInstances).OrderBy(hash => hash.Position).Select(hash => hash.Hash)],
        Input = mail.Input is null ? null : JsonNode.Parse(mail.Input),
        MailboxSequence = mail.Sequence,
        TraceParent = mail.TraceParent,
    };

    /// <summary>As the mail that waits for somebody who wants it.</summary>
    public MailboxMessage ToMail(TimeSpan keptFor, DateTimeOffset now) => new()
    {
        MessageKey = Key,
        Name = Name,
        CorrelationId = CorrelationId,
        Input = Input?.ToJsonString(),
        ReceivedAt = now,
        ExpiresAt = now + keptFor,
        TraceParent = TraceParent ?? System.Diagnostics.Activity.Current?.Id,
        Hashes =
        [
            .. BookmarkHashes.Select((hash, index) => new MailboxHash { Hash = hash, Position = index }),
            .. TriggerHashes.Select(
                (hash, index) => new MailboxHash { Hash = hash, Position = BookmarkHashes.Count + index, StartsInstances = true }),
        ],
    };
}
