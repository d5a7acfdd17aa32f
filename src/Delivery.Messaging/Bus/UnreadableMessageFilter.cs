using System.Runtime.ExceptionServices;
using System.Runtime.Serialization;
using System.Security.Cryptography;
using System.Text.Json;
using MassTransit;

namespace Delivery.Messaging.Bus;

/// <summary>
/// Sees what came out of the endpoint as an exception. What is not one of our envelopes becomes a dead letter; everything else was not done and goes
/// back to its queue.
/// </summary>
internal sealed class UnreadableMessageFilter(ModuleEndpoint module) : IFilter<ExceptionReceiveContext>
{
    public async Task Send(ExceptionReceiveContext context, IPipe<ExceptionReceiveContext> next)
    {
        if (!IsUnreadable(context.Exception))
        {
            ExceptionDispatchInfo.Throw(context.Exception);
        }

        var body = context.Body.GetBytes();
        var message = new UndeliverableMessage(
            // Equal for every delivery of the same bytes, so that it becomes one dead letter.
            new Guid(SHA256.HashData(body).AsSpan(0, 16)),
            MessageType: string.Empty,
            context.Body.GetString(),
            "This is not a message of ours: its envelope cannot be read.",
            context.Exception.ToString(),
            Attempts: 0);
        await BusConfiguration.SlowDownAsync(() => module.RejectAsync(message, context.CancellationToken), context.CancellationToken);
    }

    public void Probe(ProbeContext context) => context.CreateFilterScope("unreadable");

    private static bool IsUnreadable(Exception? exception) =>
        exception is not null
        && (exception is SerializationException or JsonException or MessageException || IsUnreadable(exception.InnerException));
}
