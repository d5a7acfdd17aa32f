using Delivery.Messaging.Persistence;
using Delivery.Testing.Servers;
using Delivery.Workflows.Runtime.Alterations;
using Delivery.Workflows.Runtime.Intents;
using Delivery.Workflows.Runtime.Persistence;
using Delivery.Workflows.Runtime.Retention;
using Delivery.Workflows.Runtime.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Shouldly;
using Xunit;

namespace Delivery.Workflows.Runtime.Tests.Retention;

public abstract class WorkflowRetentionTests(TestDatabase database) : RuntimeTests(database)
{
    private const string Cooking = "Stores.CookingStarted";
    private const string Placed = "Orders.OrderPlaced";

    [Fact]
    public async Task Delete_FinishedLongAgo_IsGoneWithEverythingThatBelongsToIt()
    {
        var host = await StartAsync();
        await host.PublishAsync(Waiting());
        await RunAsync(host, "ord_old");
        await host.TakeAsync(TestMessages.Placed("ord_waiting"));
        Time.Advance(TimeSpan.FromDays(31));
        await RunAsync(host, "ord_new");

        (await PurgeAsync(host)).ShouldBe(1);

        (await host.InstancesOfAsync("ord_old")).ShouldBeEmpty();
        var left = await host.QueryAsync(db => db.Instances.Select(instance => instance.Id).ToListAsync());
        left.Count.ShouldBe(2);
        (await host.QueryAsync(db => db.Journal.CountAsync(entry => !left.Contains(entry.InstanceId)))).ShouldBe(0);
        (await host.QueryAsync(db => db.ActivityRecords.CountAsync(record => !left.Contains(record.InstanceId)))).ShouldBe(0);
        (await host.QueryAsync(db => db.Journal.CountAsync())).ShouldBeGreaterThan(0);
        await host.TakeAsync(TestMessages.Cooking("ord_waiting"));
        (await host.InstanceOfAsync("ord_waiting")).SubStatus.ShouldBe(WorkflowSubStatus.Finished);
        (await PurgeAsync(host)).ShouldBe(0);
    }

    [Fact]
    public async Task Delete_EachStatus_HasItsAgeAndAFaultedInstanceStays()
    {
        var broken = false;
        var host = await StartAsync(options => options with
        {
            Probe = context =>
            {
                if (broken)
                {
                    throw new InvalidOperationException("broken");
                }

                context.Complete();
            },
            Configure = runtime => runtime.Retention.Cancelled = TimeSpan.FromDays(60),
        });
        await host.PublishAsync(Elsa.Sequence("order", Elsa.StartsWith(Placed), Elsa.WaitsFor(Cooking), Elsa.Probe()));
        await RunAsync(host, "ord_finished");
        await host.TakeAsync(TestMessages.Placed("ord_cancelled"));
        await host.Instances.CancelAsync((await host.InstanceOfAsync("ord_cancelled")).Id, "test", CancellationToken.None);
        broken = true;
        await RunAsync(host, "ord_faulted");

        Time.Advance(TimeSpan.FromDays(29));
        (await PurgeAsync(host)).ShouldBe(0);
        Time.Advance(TimeSpan.FromDays(2));
        (await PurgeAsync(host)).ShouldBe(1, "the finished one");
        Time.Advance(TimeSpan.FromDays(30));
        (await PurgeAsync(host)).ShouldBe(1, "the cancelled one");
        Time.Advance(TimeSpan.FromDays(1000));
        await PurgeAsync(host);

        (await host.InstanceOfAsync("ord_faulted")).SubStatus.ShouldBe(WorkflowSubStatus.Faulted);
        (await host.QueryAsync(db => db.Instances.CountAsync())).ShouldBe(1);
    }

    [Fact]
    public async Task Delete_FinishedWithAnIntentThatWasGivenUp_Stays()
    {
        var host = await StartAsync();
        await host.PublishAsync(Waiting());
        await RunAsync(host, "ord_1");
        var instance = await host.InstanceOfAsync("ord_1");
        await host.Get<Transactions<WorkflowsDbContext>>().RunAsync(
            (transaction, _) =>
            {
                transaction.Db.Intents.Add(new StoredIntent { Id = "open", InstanceId = instance.Id, Kind = "Test", Payload = "{}", CreatedAt = transaction.Now, Error = "gone" });
                return Task.CompletedTask;
            },
            CancellationToken.None);
        Time.Advance(TimeSpan.FromDays(100));

        (await PurgeAsync(host)).ShouldBe(0);
        await host.Get<Transactions<WorkflowsDbContext>>().RunAsync(
            (transaction, token) => transaction.Db.Intents.ExecuteDeleteAsync(token), CancellationToken.None);
        (await PurgeAsync(host)).ShouldBe(1);
    }

    [Fact]
    public async Task Delete_ByTwoReplicasWhileWorkGoesOn_HurtsNobody()
    {
        var (one, other) = (await StartAsync(), await StartAsync());
        await one.PublishAsync(Waiting());
        for (var number = 0; number < 60; number++)
        {
            await RunAsync(one, $"old_{number}");
        }

        await one.TakeAsync(TestMessages.Placed("ord_waiting"));
        Time.Advance(TimeSpan.FromDays(31));

        var purging = Task.WhenAll(Task.Run(() => PurgeAsync(one)), Task.Run(() => PurgeAsync(other)));
        await one.TakeAsync(TestMessages.Cooking("ord_waiting"));
        await Task.WhenAll(Enumerable.Range(0, 10).Select(number => RunAsync(number % 2 == 0 ? one : other, $"new_{number}")));

        (await purging).Sum().ShouldBe(60, "each is deleted once");
        (await one.QueryAsync(db => db.Instances.CountAsync())).ShouldBe(11);
        (await one.QueryAsync(db => db.Instances.CountAsync(instance => instance.SubStatus == WorkflowSubStatus.Finished))).ShouldBe(11);
    }

    [Fact]
    public async Task Delete_Bundle_OnlyWhenNothingHasNeededItForLong()
    {
        var host = await StartAsync();
        await host.PublishAsync(Waiting("one"));
        await host.TakeAsync(TestMessages.Placed("ord_1"));
        await host.PublishAsync(Waiting("two"));
        await host.PublishAsync(Waiting("three"));
        (await BundlesAsync(host)).ShouldBe(3);

        await PurgeAsync(host);
        Time.Advance(TimeSpan.FromDays(6));
        await PurgeAsync(host);
        (await BundlesAsync(host)).ShouldBe(3, "a start may still be on its way with the second");
        Time.Advance(TimeSpan.FromDays(2));
        await PurgeAsync(host);
        (await BundlesAsync(host)).ShouldBe(2, "the second is gone, the first is pinned");

        await host.TakeAsync(TestMessages.Cooking("ord_1"));
        (await host.CompletedAsync("ord_1")).ShouldContain("one");
        Time.Advance(TimeSpan.FromDays(31));
        await PurgeAsync(host);
        Time.Advance(TimeSpan.FromDays(8));
        await PurgeAsync(host);
        (await BundlesAsync(host)).ShouldBe(1);
    }

    [Fact]
    public async Task Delete_BundleThatIsUsedAgain_Stays()
    {
        var host = await StartAsync();
        await host.PublishAsync(Waiting("one"));
        await host.TakeAsync(TestMessages.Placed("ord_1"));
        await host.PublishAsync(Waiting("two"));
        await host.PublishAsync(Waiting("three"));
        await PurgeAsync(host);
        Time.Advance(TimeSpan.FromDays(8));

        var order = new AlterationOrder { Alterations = [new MigrateInstance(2)], By = "test" };
        await host.Get<WorkflowAlterations>().RunAsync((await host.InstanceOfAsync("ord_1")).Id, order, CancellationToken.None);
        await PurgeAsync(host);
        await host.TakeAsync(TestMessages.Cooking("ord_1"));

        (await host.CompletedAsync("ord_1")).ShouldContain("two");
    }

    [Fact]
    public async Task Delete_OldDrafts_AndNoPublishedOrLatestVersion()
    {
        var host = await StartAsync();
        await host.PublishAsync(Waiting("one"));
        await host.Definitions.SaveDraftAsync(Waiting("draft"), CancellationToken.None);
        await host.Definitions.RevertAsync("order", 1, expected: null, CancellationToken.None);
        Time.Advance(TimeSpan.FromDays(89));
        await PurgeAsync(host);
        (await host.QueryAsync(db => db.Versions.CountAsync())).ShouldBe(3);

        Time.Advance(TimeSpan.FromDays(2));
        await PurgeAsync(host);

        (await host.QueryAsync(db => db.Versions.Select(version => version.Version).OrderBy(number => number).ToListAsync())).ShouldBe([1, 3]);
    }

    [Fact]
    public async Task Delete_Off_KeepsEverything()
    {
        var host = await StartAsync(options => options with { Configure = runtime => (runtime.Retention.Finished, runtime.Retention.Bundles) = (TimeSpan.Zero, TimeSpan.Zero) });
        await host.PublishAsync(Waiting());
        await RunAsync(host, "ord_1");
        await host.PublishAsync(Waiting("two"));
        Time.Advance(TimeSpan.FromDays(1000));

        (await PurgeAsync(host)).ShouldBe(0);

        (await BundlesAsync(host)).ShouldBe(2);
    }

    private static WorkflowDefinition Waiting(string then = "then") =>
        Elsa.Sequence("order", Elsa.StartsWith(Placed), Elsa.WaitsFor(Cooking), Elsa.Script(then, "1"));

    private static Task<int> PurgeAsync(RuntimeHost host) =>
        host.Get<WorkflowRetention>().DeleteAsync(host.Get<TimeProvider>().GetUtcNow(), CancellationToken.None);

    private static Task<int> BundlesAsync(RuntimeHost host) => host.QueryAsync(db => db.Bundles.CountAsync());

    private static async Task RunAsync(RuntimeHost host, string orderId)
    {
        await host.TakeAsync(TestMessages.Placed(orderId));
        await host.TakeAsync(TestMessages.Cooking(orderId));
    }
}
