namespace Delivery.Messaging.Inbox;

/// <summary>Says that an endpoint has handled a message: written in the same transaction as the handler's changes, so that a redelivery is a no-op.</summary>
internal sealed class InboxMessage
{
    public required string Endpoint { get; init; }

    public required Guid MessageId { get; init; }

    public required DateTimeOffset HandledAt { get; init; }
}
