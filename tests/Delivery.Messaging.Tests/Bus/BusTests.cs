using Delivery.Contracts.Orders;
using Delivery.Contracts.Stores;
using Delivery.Messaging.Outbox;
using Delivery.Messaging.Tests.Support;
using Delivery.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Shouldly;
using Xunit;

namespace Delivery.Messaging.Tests.Bus;

/// <summary>What holds on every bus and every database.</summary>
public abstract class BusTests : IAsyncLifetime
{
    private IBusSetup _setup = null!;

    protected IReadOnlyDictionary<string, string?> Settings => _setup.Settings;

    public async ValueTask InitializeAsync() => _setup = await CreateSetupAsync();

    public async ValueTask DisposeAsync()
    {
        await _setup.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task Publish_Committed_ReachesEverySubscriberOnce()
    {
        await using var host = await StartAsync();

        await host.RunAsync<Orders>(transaction => transaction.Publish(Samples.Event("ord_1")));

        await Eventually.PassesAsync(async () =>
        {
            (await host.EntriesAsync<Stores>()).ShouldBe(["ord_1"]);
            (await host.EntriesAsync<Riders>()).ShouldBe(["ord_1"]);
            (await host.OutboxAsync<Orders>()).ShouldBe(0);
        });
    }

    [Fact]
    public async Task Send_Committed_ReachesOnlyTheModuleThatHandlesIt()
    {
        await using var host = await StartAsync();

        await host.RunAsync<Orders>(transaction => transaction.Send(Samples.Command("ord_1")));

        await Eventually.PassesAsync(async () => (await host.EntriesAsync<Stores>()).ShouldBe(["ord_1"]));
        (await host.EntriesAsync<Riders>()).ShouldBeEmpty();
    }

    [Fact]
    public async Task Publish_RolledBack_ReachesNobody()
    {
        await using var host = await StartAsync();

        await Should.ThrowAsync<InvalidOperationException>(() => host.RunAsync<Orders>(transaction =>
        {
            transaction.Publish(Samples.Event("ord_rolled_back"));
            throw new InvalidOperationException();
        }));
        await host.RunAsync<Orders>(transaction => transaction.Publish(Samples.Event("ord_committed")));

        await Eventually.PassesAsync(async () => (await host.EntriesAsync<Stores>()).ShouldBe(["ord_committed"]));
    }

    [Fact]
    public async Task Publish_NobodyListens_LeavesNothingBehind()
    {
        await using var host = await StartAsync();

        await host.RunAsync<Orders>(transaction => transaction.Publish(
            new CancellationResolved { OrderId = "ord_1", Version = 1, At = DateTimeOffset.UnixEpoch, CancellationId = "can_1", Accepted = true }));

        await Eventually.PassesAsync(async () => (await host.OutboxAsync<Orders>()).ShouldBe(0));
    }

    [Fact]
    public async Task Receive_SameMessageIdTwice_IsHandledOnce()
    {
        await using var host = await StartAsync();
        var id = Guid.CreateVersion7();

        await host.RunAsync<Orders>(transaction => transaction.Db.Outbox.AddRange(Row(id, "ord_1"), Row(id, "ord_1")));
        await Eventually.TrueAsync(async () => await host.OutboxAsync<Orders>() == 0, "the outbox is empty");
        await host.RunAsync<Orders>(transaction => transaction.Publish(Samples.Event("ord_2")));

        await Eventually.PassesAsync(async () =>
            (await host.EntriesAsync<Stores>()).Order().ShouldBe(["ord_1", "ord_2"]));
    }

    [Fact]
    public async Task Handle_ThrowsTwice_SendsOneMessageDownstream()
    {
        await using var host = await StartAsync();
        var script = host.Services.GetRequiredService<Script<Stores>>();
        script.Action = (message, transaction, _) =>
        {
            transaction.Publish(Samples.Accepted(message.OrderId));
            return script.Calls.Count < 3 ? throw new InvalidOperationException("Not yet.") : Task.CompletedTask;
        };

        await host.RunAsync<Orders>(transaction => transaction.Publish(Samples.Event("ord_1")));

        await Eventually.PassesAsync(async () => (await host.EntriesAsync<Orders>()).ShouldBe(["ord_1"]));
        script.Calls.Count.ShouldBe(3);
        (await host.EntriesAsync<Stores>()).ShouldBe(["ord_1"]);
    }

    [Fact]
    public async Task Handle_TwoHandlersOfOneMessage_RunInOneTransaction()
    {
        await using var host = await StartAsync(stores: messaging => messaging
            .Handle<CancellationRequested, Recorder<CancellationRequested, Stores>>()
            .Handle<CancellationRequested, SecondHandler>());

        await host.RunAsync<Orders>(transaction => transaction.Publish(Samples.Event("ord_1")));

        await Eventually.PassesAsync(async () => (await host.EntriesAsync<Stores>()).ShouldBe(["ord_1", "second sees ord_1"]));
    }

    [Fact]
    public async Task Publish_ManyAtOnce_AllArriveOnce()
    {
        const int Count = 300;
        await using var host = await StartAsync();

        await Parallel.ForEachAsync(Enumerable.Range(0, Count), async (number, _) =>
            await host.RunAsync<Orders>(transaction => transaction.Publish(Samples.Event($"ord_{number:000}"))));

        var expected = Enumerable.Range(0, Count).Select(number => $"ord_{number:000}").ToList();
        await Eventually.PassesAsync(async () =>
        {
            (await host.EntriesAsync<Stores>()).Order().ShouldBe(expected);
            (await host.EntriesAsync<Riders>()).Order().ShouldBe(expected);
            (await host.OutboxAsync<Orders>()).ShouldBe(0);
        });
    }

    protected abstract Task<IBusSetup> CreateSetupAsync();

    /// <summary>Orders, Stores and Riders in one process; Stores and Riders listen to Orders, and Orders to Stores.</summary>
    private protected Task<BusHost> StartAsync(
        Action<Delivery.Messaging.Bus.ModuleMessagingBuilder<TestDbContext<Stores>>>? stores = null,
        Action<IHostApplicationBuilder>? configure = null) =>
        BusHost.StartAsync(Settings, builder =>
        {
            builder.AddTestModule<Orders>(messaging => messaging.Handle<TicketAccepted, Recorder<TicketAccepted, Orders>>());
            builder.AddTestModule(stores ?? (messaging => messaging
                .Handle<CancellationRequested, Recorder<CancellationRequested, Stores>>()
                .Handle<ExpireTicket, Recorder<ExpireTicket, Stores>>()));
            builder.AddTestModule<Riders>(messaging => messaging.Handle<CancellationRequested, Recorder<CancellationRequested, Riders>>());
            configure?.Invoke(builder);
        });

    private static OutboxMessage Row(Guid id, string orderId) => Samples.Row(Samples.Event(orderId), id);
}
