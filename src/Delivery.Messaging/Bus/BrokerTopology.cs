using RabbitMQ.Client;

namespace Delivery.Messaging.Bus;

/// <summary>
/// Declares the queues and bindings of all known modules, also of those that other processes host: an event must find all of its queues from the
/// first moment, whichever process comes up first.
/// </summary>
internal sealed class BrokerTopology(IEnumerable<EndpointDescription> endpoints, BusOptions options, BusNames names)
{
    private volatile bool _isDeclared;

    /// <summary>Has everything declared again, after the broker turned out to have forgotten something.</summary>
    public void Invalidate() => _isDeclared = false;

    /// <summary>Declares everything, once. Running it beside another process or twice changes nothing.</summary>
    public async Task EnsureDeclaredAsync(CancellationToken cancellationToken)
    {
        if (_isDeclared)
        {
            return;
        }

        var factory = new ConnectionFactory { Uri = new Uri(options.RabbitMq!), ClientProvidedName = "delivery topology" };
        await using var connection = await factory.CreateConnectionAsync(cancellationToken);
        await using var channel = await connection.CreateChannelAsync(cancellationToken: cancellationToken);
        foreach (var endpoint in endpoints)
        {
            await DeclareAsync(channel, endpoint, cancellationToken);
        }

        _isDeclared = true;
    }

    private async Task DeclareAsync(IChannel channel, EndpointDescription endpoint, CancellationToken cancellationToken)
    {
        var queue = names.Queue(endpoint.Name);
        var undeliverable = names.Undeliverable(endpoint.Name);
        await channel.QueueDeclareAsync(
            undeliverable, durable: true, exclusive: false, autoDelete: false, BusNames.UndeliverableArguments(), cancellationToken: cancellationToken);
        await channel.QueueDeclareAsync(
            queue, durable: true, exclusive: false, autoDelete: false, names.QueueArguments(endpoint.Name), cancellationToken: cancellationToken);
        await channel.ExchangeDeclareAsync(queue, ExchangeType.Fanout, durable: true, cancellationToken: cancellationToken);
        await channel.QueueBindAsync(queue, queue, string.Empty, cancellationToken: cancellationToken);
        foreach (var exchange in endpoint.MessageTypes.Select(names.Exchange))
        {
            await channel.ExchangeDeclareAsync(exchange, ExchangeType.Fanout, durable: true, cancellationToken: cancellationToken);
            await channel.ExchangeBindAsync(queue, exchange, string.Empty, cancellationToken: cancellationToken);
        }
    }
}
