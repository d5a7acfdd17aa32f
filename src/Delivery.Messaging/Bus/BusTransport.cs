using MassTransit;
using RabbitMQ.Client.Exceptions;

namespace Delivery.Messaging.Bus;

/// <summary>Sends envelopes. With <see cref="BusConfiguration"/>, the only place that knows MassTransit.</summary>
internal sealed class BusTransport(IBusControl bus, BusOptions options)
{
    /// <summary>Returns when messages can be sent: the broker is there and this process's endpoints are connected.</summary>
    public Task WaitUntilReadyAsync(CancellationToken cancellationToken) =>
        bus.WaitForHealthStatus(BusHealthStatus.Healthy, cancellationToken);

    /// <summary>The broker is away or refuses for now: nothing is wrong with the message, it waits (R5).</summary>
    public static bool IsUnavailable(Exception exception) =>
        exception is ConnectionException or RabbitMQClientException or TimeoutException or OperationCanceledException
        || (exception.InnerException is { } inner && IsUnavailable(inner));

    /// <summary>Puts the message into one endpoint's queue. Returns when the bus has taken it.</summary>
    public Task SendAsync(string endpoint, Envelope envelope, CancellationToken cancellationToken) =>
        SendAsync((options.IsInMemory ? "queue:" : "exchange:") + options.QueuePrefix + endpoint, envelope, isMandatory: true, cancellationToken);

    /// <summary>Gives the message to everyone who listens. Returns when the bus has taken it.</summary>
    public Task PublishAsync(Envelope envelope, CancellationToken cancellationToken) =>
        SendAsync($"exchange:{options.QueuePrefix}{envelope.Type}", envelope, isMandatory: false, cancellationToken);

    private async Task SendAsync(string address, Envelope envelope, bool isMandatory, CancellationToken cancellationToken)
    {
        var endpoint = await bus.GetSendEndpoint(new Uri(address));
        await endpoint.Send(
            envelope,
            context =>
            {
                context.MessageId = envelope.Id;
                if (isMandatory && context.TryGetPayload<RabbitMqSendContext>(out var broker))
                {
                    // A command that reaches no queue comes back and waits in the outbox. An event may have no listener.
                    broker.Mandatory = true;
                }
            },
            cancellationToken);
    }
}
