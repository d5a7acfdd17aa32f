using Delivery.Messaging.Tests.Bus;
using Delivery.Messaging.Tests.Support;
using Delivery.Testing;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Xunit;

namespace Delivery.Messaging.Tests.Relay;

[Trait("Needs", "Server")]
public sealed class BrokerRelayTests : BusTestBase
{
    [Fact]
    public async Task Relay_TwoReplicas_SendEachRowOnce()
    {
        const int Count = 400;
        using var sent = new SentCounter();
        await using var first = await StartAsync(settings: new Dictionary<string, string?> { ["Bus:RelayBatch"] = "7" });
        await using var second = await StartAsync(settings: new Dictionary<string, string?> { ["Bus:RelayBatch"] = "7" });

        await Parallel.ForEachAsync(Enumerable.Range(0, Count), async (number, _) =>
            await (number % 2 == 0 ? first : second).RunAsync<Orders>(transaction => transaction.Send(Samples.Command($"ord_{number:000}"))));

        await Eventually.TrueAsync(async () => (await first.EntriesAsync<Stores>()).Count == Count, "everything has arrived");
        (await first.EntriesAsync<Stores>()).Order().ShouldBe(Enumerable.Range(0, Count).Select(number => $"ord_{number:000}"));
        sent.Of(first).ShouldBeGreaterThan(0);
        sent.Of(second).ShouldBeGreaterThan(0);
        (sent.Of(first) + sent.Of(second)).ShouldBe(Count);
    }

    [Fact]
    public async Task Relay_ReplicaEndsBetweenSendAndDelete_TheRepetitionDoesNothing()
    {
        await using var host = await StartAsync();
        var id = Guid.CreateVersion7();
        await host.RunAsync<Orders>(transaction => transaction.Db.Outbox.Add(Samples.Row(Samples.Event("ord_1"), id)));
        await Eventually.TrueAsync(async () => (await host.EntriesAsync<Stores>()).Count == 1, "it is handled");

        // The row is there again, as after a crash that kept the deletion from being committed.
        await host.RunAsync<Orders>(transaction => transaction.Db.Outbox.Add(Samples.Row(Samples.Event("ord_1"), id)));
        await host.RunAsync<Orders>(transaction => transaction.Publish(Samples.Event("ord_2")));

        await Eventually.PassesAsync(async () => (await host.EntriesAsync<Stores>()).ShouldBe(["ord_1", "ord_2"]));
        host.Services.GetRequiredService<Script<Stores>>().Calls.ShouldBe(["ord_1", "ord_2"]);
    }

    [Fact]
    public async Task Relay_QueueOfACommandDoesNotExist_TheRowWaitsAndHoldsUpNobody()
    {
        await using var host = await StartAsync(settings: new Dictionary<string, string?> { ["Bus:RelayBatch"] = "2" });
        for (var number = 0; number < 5; number++)
        {
            await host.RunAsync<Orders>(transaction => transaction.Db.Outbox.Add(
                Samples.Row(Samples.Command("ord_lost"), Guid.CreateVersion7(), queue: "nobody")));
        }

        await host.RunAsync<Orders>(transaction => transaction.Publish(Samples.Event("ord_1")));

        await Eventually.PassesAsync(async () => (await host.EntriesAsync<Stores>()).ShouldBe(["ord_1"]));
        await Eventually.TrueAsync(async () => await host.OutboxAsync<Orders>() == 5, "only those for nobody are left");
    }

    protected override Task<IBusSetup> CreateSetupAsync() => BrokerSetup.CreateAsync();
}
