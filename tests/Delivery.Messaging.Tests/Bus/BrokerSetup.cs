using Delivery.Testing.Servers;

namespace Delivery.Messaging.Tests.Bus;

/// <summary>PostgreSQL and RabbitMQ.</summary>
public sealed class BrokerSetup : IBusSetup
{
    private BrokerSetup(PostgresServer postgres, RabbitMqServer rabbitMq)
    {
        Postgres = postgres;
        RabbitMq = rabbitMq;
    }

    public PostgresServer Postgres { get; }

    public RabbitMqServer RabbitMq { get; }

    public IReadOnlyDictionary<string, string?> Settings => new Dictionary<string, string?>
    {
        ["ConnectionStrings:Delivery"] = Postgres.ConnectionString,
        ["Bus:RabbitMq"] = RabbitMq.Address,
        ["Bus:QueuePrefix"] = RabbitMq.QueuePrefix,
        ["Bus:AttemptDelay"] = "00:00:00.010",
    };

    public static async Task<IBusSetup> CreateAsync()
    {
        var rabbitMq = RabbitMqServer.Create();
        return new BrokerSetup(await PostgresServer.CreateDatabaseAsync(), rabbitMq);
    }

    public async ValueTask DisposeAsync()
    {
        await RabbitMq.DisposeAsync();
        await Postgres.DisposeAsync();
    }
}
