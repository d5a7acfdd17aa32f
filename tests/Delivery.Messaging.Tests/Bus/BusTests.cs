using System.Collections.Concurrent;
using System.Diagnostics;
using Delivery.Contracts.Orders;
using Delivery.Messaging.Outbox;
using Delivery.Messaging.Tests.Support;
using Delivery.Testing;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Xunit;

namespace Delivery.Messaging.Tests.Bus;

/// <summary>What holds on every bus and every database.</summary>
public abstract class BusTests : BusTestBase
{
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
    public async Task Publish_RowOfAnotherProcess_IsFoundBySweeping()
    {
        await using var host = await StartAsync();

        await host.QueryAsync<Orders, int>(db =>
        {
            db.Outbox.Add(Row(Guid.CreateVersion7(), "ord_1"));
            return db.SaveChangesAsync();
        });

        await Eventually.PassesAsync(async () => (await host.EntriesAsync<Stores>()).ShouldBe(["ord_1"]));
    }

    [Fact]
    public async Task Handle_MessageOfATrace_ContinuesTheTrace()
    {
        using var listener = new ActivityListener
        {
            ShouldListenTo = static source => source.Name is "Delivery.Messaging" or "Delivery.Messaging.Tests",
            Sample = static (ref _) => ActivitySamplingResult.AllDataAndRecorded,
        };
        ActivitySource.AddActivityListener(listener);
        using var source = new ActivitySource("Delivery.Messaging.Tests");
        await using var host = await StartAsync();
        var seen = new ConcurrentDictionary<string, Activity>();
        host.Services.GetRequiredService<Script<Stores>>().Action = (_, transaction, _) =>
        {
            seen["stores"] = Activity.Current!;
            transaction.Publish(Samples.Accepted("ord_1"));
            return Task.CompletedTask;
        };
        host.Services.GetRequiredService<Script<Orders>>().Action = (_, _, _) =>
        {
            seen["orders"] = Activity.Current!;
            return Task.CompletedTask;
        };

        using (var request = source.StartActivity("POST /api/orders"))
        {
            await host.RunAsync<Orders>(transaction => transaction.Publish(Samples.Event("ord_1")));
            seen["request"] = request!;
        }

        await Eventually.TrueAsync(() => seen.Count == 3, "both handlers have run");
        seen["stores"].TraceId.ShouldBe(seen["request"].TraceId);
        seen["orders"].TraceId.ShouldBe(seen["request"].TraceId);
        seen["stores"].Kind.ShouldBe(ActivityKind.Consumer);
        seen["stores"].ParentSpanId.ShouldNotBe(seen["request"].SpanId, "between them is the relay's span");
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

    private static OutboxMessage Row(Guid id, string orderId) => Samples.Row(Samples.Event(orderId), id);
}
