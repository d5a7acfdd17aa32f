using System.Text.Json;
using Delivery.Contracts;

namespace Delivery.Messaging.Outbox;

/// <summary>A message that a committed transaction promised to send.</summary>
internal sealed class OutboxMessage
{
    /// <summary>Given by the database; the relay sends in this order, as far as it can.</summary>
    public long Sequence { get; init; }

    /// <summary>The identity under which receivers recognize a repetition. A UUIDv7.</summary>
    public required Guid MessageId { get; init; }

    /// <summary>As in <see cref="MessageTypes"/>.</summary>
    public required string MessageType { get; init; }

    /// <summary>The queue of a command; null for an event, which is published.</summary>
    public string? Queue { get; init; }

    /// <summary>JSON.</summary>
    public required string Body { get; init; }

    /// <summary>W3C trace context of the transaction that wrote the row.</summary>
    public string? TraceParent { get; init; }

    public string? TraceState { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>
    /// In memory only: the endpoints that have not yet acknowledged after their own commit, comma-separated; null before the relay has
    /// resolved them. The row stays until the list is empty, because the in-memory bus forgets what it carries when the process dies.
    /// </summary>
    public string? PendingEndpoints { get; set; }

    /// <summary>The message as its type.</summary>
    public IMessage ToMessage() =>
        (IMessage)JsonSerializer.Deserialize(Body, MessageTypes.Find(MessageType)!, MessageJson.Options)!;
}
