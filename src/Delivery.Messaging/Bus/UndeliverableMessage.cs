namespace Delivery.Messaging.Bus;

/// <summary>What never reached a handler.</summary>
internal sealed record UndeliverableMessage(Guid MessageId, string MessageType, string Body, string Reason, string Error, int Attempts)
{
    public string? TraceParent { get; init; }
}
