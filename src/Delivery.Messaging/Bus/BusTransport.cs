using MassTransit;
using Microsoft.Extensions.DependencyInjection;
using RabbitMQ.Client.Exceptions;

namespace Delivery.Messaging.Bus;

/// <summary>Sends envelopes. Beside the configuration of the bus, the only place that knows MassTransit.</summary>
internal sealed class BusTransport(IServiceProvider services, BusOptions options, BusNames names, BrokerTopology topology)
{
    private readonly TaskCompletionSource _started = new(TaskCreationOptions.RunContinuationsAsynchronously);

    // Only when it is needed: the bus knows the endpoints, they know their modules' services, and those may want to send.
    private IBusControl Bus => field ??= services.GetRequiredService<IBusControl>();

    public bool IsStarted => _started.Task.IsCompleted;

    public void Started() => _started.SetResult();

    /// <summary>The broker is away or refuses for now: nothing is wrong with the message, it waits (R5).</summary>
    public static bool IsUnavailable(Exception exception) =>
        exception is ConnectionException or RabbitMQClientException or TimeoutException or OperationCanceledException
        || (exception.InnerException is { } inner && IsUnavailable(inner));

    /// <summary>The broker found no queue for the message and gave it back.</summary>
    public static bool IsReturned(Exception exception) =>
        exception is RabbitMQ.Client.Exceptions.PublishException { IsReturn: true } or MessageReturnedException
        || (exception.InnerException is { } inner && IsReturned(inner));

    /// <summary>Returns when messages can be sent: the broker is there and this process's endpoints are connected.</summary>
    public async Task WaitUntilReadyAsync(CancellationToken cancellationToken)
    {
        await _started.Task.WaitAsync(cancellationToken);
        if (!options.IsInMemory)
        {
            await topology.EnsureDeclaredAsync(cancellationToken);
        }

        await Bus.WaitForHealthStatus(BusHealthStatus.Healthy, cancellationToken);
    }

    /// <summary>Puts the message into one endpoint's queue. Returns when the bus has taken it.</summary>
    public Task SendAsync(string endpoint, Envelope envelope, CancellationToken cancellationToken)
    {
        // In memory the queue is the destination; on the broker the exchange in front of it, because its queue is declared elsewhere.
        var kind = options.IsInMemory ? "queue" : "exchange";
        return SendAsync(new Uri($"{kind}:{names.Queue(endpoint)}"), envelope, isMandatory: true, cancellationToken);
    }

    /// <summary>Gives the message to everyone who listens. Returns when the bus has taken it.</summary>
    public Task PublishAsync(Envelope envelope, CancellationToken cancellationToken) =>
        SendAsync(new Uri($"exchange:{names.Exchange(envelope.Type)}"), envelope, isMandatory: false, cancellationToken);

    private async Task SendAsync(Uri address, Envelope envelope, bool isMandatory, CancellationToken cancellationToken)
    {
        var endpoint = await Bus.GetSendEndpoint(address);
        await endpoint.Send(
            envelope,
            context =>
            {
                context.MessageId = envelope.Id;
                if (context.TryGetPayload<RabbitMqSendContext>(out var broker))
                {
                    // A command that reaches no queue comes back and waits in the outbox. An event may have no listener.
                    broker.Mandatory = isMandatory;
                }
            },
            cancellationToken);
    }
}
