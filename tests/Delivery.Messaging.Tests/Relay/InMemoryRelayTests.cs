using Delivery.Contracts.Orders;
using Delivery.Messaging.Tests.Bus;
using Delivery.Messaging.Tests.Support;
using Delivery.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Shouldly;
using Xunit;

namespace Delivery.Messaging.Tests.Relay;

public sealed class InMemoryRelayTests : BusTestBase
{
    [Fact]
    public async Task Restart_OneOfThreeEndpointsHasAcknowledged_SendsToTheOtherTwoOnly()
    {
        await using (var first = await StartAsync(configure: AddStatus))
        {
            Block<Riders>(first);
            Block<Status>(first);
            await PublishAsync(first, "ord_1");
            await Eventually.PassesAsync(async () => (await PendingAsync(first)).ShouldBe(["riders,status"]));
        }

        await using var second = await StartAsync(configure: AddStatus);
        await Eventually.TrueAsync(async () => await second.OutboxAsync<Orders>() == 0, "the rest has acknowledged");

        second.Services.GetRequiredService<Script<Stores>>().Calls.ShouldBeEmpty();
        (await second.EntriesAsync<Stores>()).ShouldBe(["ord_1"]);
        (await second.EntriesAsync<Riders>()).ShouldBe(["ord_1"]);
        (await second.EntriesAsync<Status>()).ShouldBe(["ord_1"]);
    }

    [Fact]
    public async Task Relay_EndpointHasCommittedAndNotAcknowledged_TheRepetitionDoesNothing()
    {
        var id = Guid.CreateVersion7();
        await using (var first = await StartAsync())
        {
            await first.RunAsync<Orders>(transaction => transaction.Db.Outbox.Add(Samples.Row(Samples.Event("ord_1"), id)));
            await Eventually.TrueAsync(async () => await first.OutboxAsync<Orders>() == 0, "it is handled");
        }

        // What a crash between the endpoint's commit and its acknowledgement leaves behind.
        await using var second = await StartAsync();
        await second.RunAsync<Orders>(transaction => transaction.Db.Outbox.Add(Samples.Row(Samples.Event("ord_1"), id)));
        await Eventually.TrueAsync(async () => await second.OutboxAsync<Orders>() == 0, "it is acknowledged");

        second.Services.GetRequiredService<Script<Stores>>().Calls.ShouldBeEmpty();
        (await second.EntriesAsync<Stores>()).ShouldBe(["ord_1"]);
    }

    [Fact]
    public async Task Relay_EndpointBlocked_OthersGoOnAndItsWindowStaysBounded()
    {
        const int Count = 60;
        await using var host = await StartAsync(settings: new Dictionary<string, string?> { ["Bus:Window"] = "4", ["Bus:RelayBatch"] = "10" });
        var unblock = Block<Riders>(host);

        for (var number = 0; number < Count; number++)
        {
            await PublishAsync(host, $"ord_{number:00}");
        }

        await Eventually.TrueAsync(async () => (await host.EntriesAsync<Stores>()).Count == Count, "Stores goes on");
        await Eventually.TrueAsync(async () => (await PendingAsync(host)).Count(pending => pending == "riders") == Count, "Riders has all before it");
        host.Services.GetRequiredService<Script<Riders>>().Calls.Count.ShouldBeLessThanOrEqualTo(4);
        unblock.SetResult();

        await Eventually.TrueAsync(async () => await host.OutboxAsync<Orders>() == 0, "Riders has caught up");
        (await host.EntriesAsync<Riders>()).Order().ShouldBe(Enumerable.Range(0, Count).Select(number => $"ord_{number:00}"));
        host.Services.GetRequiredService<Script<Riders>>().Calls.Count.ShouldBe(Count, "nothing under way is sent again");
        host.Services.GetRequiredService<Script<Stores>>().Calls.Count.ShouldBe(Count);
    }

    protected override Task<IBusSetup> CreateSetupAsync() => Task.FromResult<IBusSetup>(new InMemorySetup());

    private static void AddStatus(IHostApplicationBuilder builder) =>
        builder.AddTestModule<Status>(messaging => messaging.Handle<CancellationRequested, Recorder<CancellationRequested, Status>>());

    /// <summary>Holds the module's handlers up, until the test or the end of the process.</summary>
    private static TaskCompletionSource Block<TModule>(BusHost host)
        where TModule : ITestModule
    {
        var unblock = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var stopping = host.Services.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping;
        host.Services.GetRequiredService<Script<TModule>>().Action = (_, _, _) => unblock.Task.WaitAsync(stopping);
        return unblock;
    }

    private static Task PublishAsync(BusHost host, string orderId) =>
        host.RunAsync<Orders>(transaction => transaction.Publish(Samples.Event(orderId)));

    private static Task<List<string?>> PendingAsync(BusHost host) =>
        host.QueryAsync<Orders, List<string?>>(db => db.Outbox.Select(row => row.PendingEndpoints).ToListAsync());
}
