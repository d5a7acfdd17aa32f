using Delivery.Contracts;
using Delivery.Messaging;
using RabbitMQ.Client;

namespace Delivery.Testing.Servers;

/// <summary>
/// A queue prefix of its own on the RabbitMQ server that <c>DELIVERY_TEST_RABBITMQ</c> names (an <c>amqp://</c> address). <c>./test</c> starts
/// a server and sets it. Without it the test fails and says so: it never passes untested.
/// </summary>
public sealed class RabbitMqServer : IAsyncDisposable
{
    private const string Variable = "DELIVERY_TEST_RABBITMQ";

    private static readonly string[] ModuleNames =
    [
        Modules.Notifications, Modules.Orchestrator, Modules.Orders, Modules.Payments, Modules.Riders, Modules.Status, Modules.Stores,
    ];

    private RabbitMqServer(string address, string queuePrefix)
    {
        Address = address;
        QueuePrefix = queuePrefix;
    }

    /// <summary>For <c>Bus:RabbitMq</c>.</summary>
    public string Address { get; }

    /// <summary>For <c>Bus:QueuePrefix</c>.</summary>
    public string QueuePrefix { get; }

    /// <summary>Takes a new prefix.</summary>
    public static RabbitMqServer Create()
    {
        var address = Environment.GetEnvironmentVariable(Variable);
        return string.IsNullOrWhiteSpace(address)
            ? throw new InvalidOperationException($"This test needs RabbitMQ: run it through ./test, or set {Variable} to an amqp:// address.")
            : new RabbitMqServer(address, $"test-{Guid.NewGuid():N}-");
    }

    /// <summary>Uses a channel of the server.</summary>
    public async Task UseAsync(Func<IChannel, Task> action)
    {
        ArgumentNullException.ThrowIfNull(action);
        await using var connection = await new ConnectionFactory { Uri = new Uri(Address) }.CreateConnectionAsync();
        await using var channel = await connection.CreateChannelAsync();
        await action(channel);
    }

    /// <summary>Deletes the queues and exchanges with the prefix.</summary>
    public async ValueTask DisposeAsync() =>
        await UseAsync(async channel =>
        {
            foreach (var module in ModuleNames)
            {
                await channel.QueueDeleteAsync(QueuePrefix + module);
                await channel.QueueDeleteAsync(QueuePrefix + module + ".undeliverable");
                await channel.ExchangeDeleteAsync(QueuePrefix + module);
                await channel.ExchangeDeleteAsync(QueuePrefix + module + ".undeliverable");
            }

            foreach (var type in MessageTypes.All)
            {
                await channel.ExchangeDeleteAsync(QueuePrefix + MessageTypes.NameOf(type));
            }
        });
}
