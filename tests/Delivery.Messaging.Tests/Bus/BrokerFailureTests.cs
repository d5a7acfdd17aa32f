using System.Text;
using Delivery.Messaging.Bus;
using Delivery.Messaging.DeadLetters;
using Delivery.Messaging.Tests.Support;
using Delivery.Testing;
using Delivery.Testing.Servers;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using RabbitMQ.Client;
using Shouldly;
using Xunit;

namespace Delivery.Messaging.Tests.Bus;

[Trait("Needs", "Server")]
public sealed class BrokerFailureTests : FailureTests
{
    private BrokerSetup Servers => (BrokerSetup)Setup;

    [Fact]
    public async Task Receive_DatabaseAway_PausesAndCountsNothing()
    {
        var database = new NpgsqlConnectionStringBuilder(Servers.Postgres.ConnectionString);
        await using var proxy = TcpProxy.To(database.Host!, database.Port);
        (database.Host, database.Port) = ("127.0.0.1", proxy.Port);
        await using var host = await StartAsync(settings: Setting("ConnectionStrings:stores", database.ConnectionString));
        await PublishAsync(host, "ord_0");
        await Eventually.TrueAsync(async () => (await host.EntriesAsync<Stores>()).Count == 1, "the module works");

        proxy.Cut();
        for (var number = 1; number <= 20; number++)
        {
            await PublishAsync(host, $"ord_{number}");
        }

        var gate = host.Services.GetRequiredService<EndpointGate<TestDbContext<Stores>>>();
        await Eventually.TrueAsync(() => gate.IsClosed, "the module pauses");
        await Eventually.TrueAsync(async () => (await host.EntriesAsync<Riders>()).Count == 21, "other modules go on");
        proxy.Mend();

        await Eventually.TrueAsync(async () => (await host.EntriesAsync<Stores>()).Count == 21, "the module goes on");
        (await host.QueryAsync<Stores, int>(db => db.DeadLetters.CountAsync())).ShouldBe(0);
        gate.IsClosed.ShouldBeFalse();
    }

    [Fact]
    public async Task Publish_BrokerAway_WaitsInTheOutbox()
    {
        var broker = new Uri(Servers.RabbitMq.Address);
        await using var proxy = TcpProxy.To(broker.Host, broker.Port);
        var address = new UriBuilder(broker) { Host = "127.0.0.1", Port = proxy.Port }.Uri.AbsoluteUri;
        await using var host = await StartAsync(settings: Setting("Bus:RabbitMq", address));
        await PublishAsync(host, "ord_0");
        await Eventually.TrueAsync(async () => (await host.EntriesAsync<Stores>()).Count == 1, "the module works");

        proxy.Cut();
        for (var number = 1; number <= 20; number++)
        {
            await PublishAsync(host, $"ord_{number}");
        }

        (await host.OutboxAsync<Orders>()).ShouldBeGreaterThan(0);
        proxy.Mend();

        await Eventually.TrueAsync(
            async () => (await host.EntriesAsync<Stores>()).Count == 21 && await host.OutboxAsync<Orders>() == 0,
            "everything arrives",
            TimeSpan.FromSeconds(60));
        (await host.QueryAsync<Stores, int>(db => db.DeadLetters.CountAsync())).ShouldBe(0);
    }

    [Fact]
    public async Task Start_BrokerAway_StartsAndSendsLater()
    {
        var broker = new Uri(Servers.RabbitMq.Address);
        await using var proxy = TcpProxy.To(broker.Host, broker.Port);
        proxy.Cut();
        var address = new UriBuilder(broker) { Host = "127.0.0.1", Port = proxy.Port }.Uri.AbsoluteUri;
        await using var host = await StartAsync(settings: Setting("Bus:RabbitMq", address));

        await PublishAsync(host, "ord_1");
        proxy.Mend();

        await Eventually.TrueAsync(async () => (await host.EntriesAsync<Stores>()).Count == 1, "the message arrives", TimeSpan.FromSeconds(60));
    }

    [Theory]
    [InlineData("{ not json")]
    [InlineData("not\0text")]
    [InlineData("""{"an":"object"}""")]
    [InlineData("")]
    public async Task Receive_GarbageInTheQueue_BecomesADeadLetter(string garbage)
    {
        await using var host = await StartAsync();
        await PublishAsync(host, "ord_1");
        await Eventually.TrueAsync(async () => (await host.EntriesAsync<Stores>()).Count == 1, "the queue is there");

        await Servers.RabbitMq.UseAsync(channel => channel.BasicPublishAsync(
            string.Empty, Servers.RabbitMq.QueuePrefix + Stores.Name, Encoding.UTF8.GetBytes(garbage)).AsTask());
        var letter = await DeadLetterAsync(host);

        letter.Reason.ShouldContain("not a message of ours");
        letter.Body.ShouldBe(garbage.Replace('\0', '\uFFFD'));
        var desk = host.Services.GetServices<DeadLetterDesk>().Single(desk => desk.Module == Stores.Name);
        await Should.ThrowAsync<ServiceDefaults.Problems.ProblemException>(
            () => desk.ReplayAsync(letter.Id, "operator-1", CancellationToken.None));
    }

    [Fact]
    public async Task Receive_DeliveryLimitExceeded_BecomesADeadLetter()
    {
        var queue = Servers.RabbitMq.QueuePrefix + Stores.Name;
        var limit = Setting("Bus:DeliveryLimit", "3");
        await using (await StartAsync(settings: limit))
        {
            await Eventually.PassesAsync(() => Servers.RabbitMq.UseAsync(channel => channel.QueueDeclarePassiveAsync(queue)));
        }

        await Servers.RabbitMq.UseAsync(async channel =>
        {
            var body = """{"id":"0198f2c0-7a5b-7c3d-8e9f-a0b1c2d3e4f5","type":"Stores.ExpireTicket","body":{"orderId":"ord_1","round":1}}""";
            await channel.BasicPublishAsync(string.Empty, queue, mandatory: true, new BasicProperties { ContentType = "application/json" }, Encoding.UTF8.GetBytes(body));
            // A receiver that dies of the message each time.
            await Eventually.TrueAsync(
                async () =>
                {
                    if (await channel.BasicGetAsync(queue, autoAck: false) is { } delivery)
                    {
                        await channel.BasicNackAsync(delivery.DeliveryTag, multiple: false, requeue: true);
                    }

                    return await channel.MessageCountAsync(queue + ".undeliverable") == 1;
                },
                "the broker gives the message up");
        });

        await using var host = await StartAsync(settings: limit);
        var letter = await DeadLetterAsync(host);

        letter.Reason.ShouldContain("Delivered 3 times");
        letter.MessageType.ShouldBe("Stores.ExpireTicket");
    }

    protected override Task<IBusSetup> CreateSetupAsync() => BrokerSetup.CreateAsync();

    private static Task PublishAsync(BusHost host, string orderId) =>
        host.RunAsync<Orders>(transaction => transaction.Publish(Samples.Event(orderId)));

    private static Dictionary<string, string?> Setting(string key, string value) => new() { [key] = value };
}
