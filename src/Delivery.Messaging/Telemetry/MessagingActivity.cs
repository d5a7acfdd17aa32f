using System.Diagnostics;
using Delivery.Messaging.Bus;
using Delivery.Messaging.Outbox;

namespace Delivery.Messaging.Telemetry;

/// <summary>The spans of messages: the send continues the trace of the transaction that promised it, the receipt continues the send's.</summary>
internal static class MessagingActivity
{
    public const string SourceName = "Delivery.Messaging";

    private static readonly ActivitySource Source = new(SourceName);

    public static Activity? StartSend(string module, OutboxMessage row)
    {
        var activity = Start($"send {row.MessageType}", ActivityKind.Producer, row.TraceParent, row.TraceState);
        return Describe(activity, "send", row.MessageId, row.Queue ?? row.MessageType)?.SetTag("delivery.module", module);
    }

    public static Activity? StartReceive(string endpoint, Envelope envelope)
    {
        var activity = Start($"process {envelope.Type}", ActivityKind.Consumer, envelope.TraceParent, envelope.TraceState);
        return Describe(activity, "process", envelope.Id, endpoint)?.SetTag("delivery.module", endpoint);
    }

    private static Activity? Start(string name, ActivityKind kind, string? traceParent, string? traceState)
    {
        ActivityContext.TryParse(traceParent, traceState, isRemote: true, out var parent);
        return Source.StartActivity(name, kind, parent);
    }

    private static Activity? Describe(Activity? activity, string operation, Guid messageId, string destination) =>
        activity?
            .SetTag("messaging.operation.type", operation)
            .SetTag("messaging.destination.name", destination)
            .SetTag("messaging.message.id", messageId.ToString());
}
