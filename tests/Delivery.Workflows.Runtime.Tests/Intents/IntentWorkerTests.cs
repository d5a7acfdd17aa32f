using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Delivery.ServiceDefaults.Paging;
using Delivery.Testing;
using Delivery.Testing.Servers;
using Delivery.Workflows.Runtime.Instances;
using Delivery.Workflows.Runtime.Intents;
using Delivery.Workflows.Runtime.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Shouldly;
using Xunit;

namespace Delivery.Workflows.Runtime.Tests.Intents;

public abstract class IntentWorkerTests(TestDatabase database) : RuntimeTests(database)
{
    private const string Order = "ord_1";
    private const string Placed = "Orders.OrderPlaced";

    private readonly ConcurrentQueue<IntentCall> _calls = new();

    [Fact]
    public async Task RunDue_CommittedIntent_ResumesTheActivityWithTheResultAndRemovesTheIntent()
    {
        var host = await BeginAsync(Done);
        (await host.InstanceOfAsync(Order)).SubStatus.ShouldBe(WorkflowSubStatus.Suspended);

        (await host.Intents.RunDueAsync(CancellationToken.None)).ShouldBe(1);

        var call = _calls.ShouldHaveSingleItem();
        call.Payload["activity"]!.GetValue<string>().ShouldBe("intend");
        call.InstanceId.ShouldBe((await host.InstanceOfAsync(Order)).Id);
        call.Attempt.ShouldBe(1);
        (await host.InstanceOfAsync(Order)).SubStatus.ShouldBe(WorkflowSubStatus.Finished);
        (await host.QueryAsync(db => db.Intents.CountAsync())).ShouldBe(0);
        (await host.Intents.RunDueAsync(CancellationToken.None)).ShouldBe(0);
    }

    [Fact]
    public async Task Take_KindWithoutHandler_FailsAndCommitsNothing()
    {
        var host = await StartAsync();
        await host.PublishAsync(Elsa.Sequence("order", Elsa.StartsWith(Placed), Elsa.Intends()));

        var failure = await Should.ThrowAsync<InvalidOperationException>(() => host.TakeAsync(TestMessages.Placed(Order)));

        failure.Message.ShouldContain("intends 'Test.Work'");
        (await host.InstancesOfAsync(Order)).ShouldBeEmpty();
        (await host.QueryAsync(db => db.Intents.CountAsync())).ShouldBe(0);
    }

    [Fact]
    public async Task RunDue_ActivityCancelledBefore_NeverBeginsIt()
    {
        var host = await BeginAsync(Done);
        await host.Instances.CancelAsync((await host.InstanceOfAsync(Order)).Id, "no longer wanted", CancellationToken.None);

        await host.Intents.RunDueAsync(CancellationToken.None);

        _calls.ShouldBeEmpty();
        (await host.QueryAsync(db => db.Intents.CountAsync())).ShouldBe(0);
    }

    [Fact]
    public async Task RunDue_BookmarkGoneMeanwhile_DropsTheResult()
    {
        RuntimeHost? host = null;
        host = await BeginAsync(async (_, token) =>
        {
            await host!.Instances.CancelAsync((await host.InstanceOfAsync(Order)).Id, "no longer wanted", token);
            return IntentOutcome.Resume("late");
        });

        await host.Intents.RunDueAsync(CancellationToken.None);

        _calls.Count.ShouldBe(1);
        (await host.InstanceOfAsync(Order)).SubStatus.ShouldBe(WorkflowSubStatus.Cancelled);
        (await host.QueryAsync(db => db.Intents.CountAsync(intent => intent.Kind == IntendActivity.Kind))).ShouldBe(0);
    }

    [Fact]
    public async Task RunDue_ClaimantDied_AnotherBeginsItAfterTheLeaseWithTheSameKey()
    {
        var host = await BeginAsync(Done);
        var other = await StartAsync(options => options with { Intend = Recorded(Done) });
        var dead = (await host.Get<IntentStore>().ClaimAsync(10, CancellationToken.None)).ShouldHaveSingleItem();

        (await other.Intents.RunDueAsync(CancellationToken.None)).ShouldBe(0);
        Time.Advance(TimeSpan.FromSeconds(16));
        (await other.Intents.RunDueAsync(CancellationToken.None)).ShouldBe(1);

        _calls.ShouldHaveSingleItem().Key.ShouldBe(dead.Id);
        _calls.Single().Attempt.ShouldBe(2);
        (await other.InstanceOfAsync(Order)).SubStatus.ShouldBe(WorkflowSubStatus.Finished);
    }

    [Fact]
    public async Task RunDue_TwoThatBothHoldTheResult_OnlyOneIsTaken()
    {
        var finished = 0;
        var host = await BeginAsync(Done, Elsa.Probe(), options => options with { Probe = _ => Interlocked.Increment(ref finished) });
        var claimed = (await host.Get<IntentStore>().ClaimAsync(10, CancellationToken.None)).ShouldHaveSingleItem();

        var delivery = host.Get<IntentDelivery>();
        await Task.WhenAll(Enumerable.Range(0, 4).Select(number =>
            delivery.DeliverAsync(claimed, IntentOutcome.Resume(number), CancellationToken.None)));

        (await host.InstanceOfAsync(Order)).SubStatus.ShouldBe(WorkflowSubStatus.Finished);
        (await host.CompletedAsync(Order)).Count(id => id == "probe").ShouldBe(1);
        (await host.QueryAsync(db => db.Intents.CountAsync())).ShouldBe(0);
    }

    [Fact]
    public async Task RunDue_LeaseTakenOver_TheFirstCannotWriteAFailureDown()
    {
        var host = await BeginAsync(Done);
        var store = host.Get<IntentStore>();
        var first = (await store.ClaimAsync(10, CancellationToken.None)).Single();
        Time.Advance(TimeSpan.FromSeconds(16));
        var second = (await store.ClaimAsync(10, CancellationToken.None)).Single();

        await store.RecordFailureAsync(first, new IOException("late"), CancellationToken.None);

        var stored = await host.QueryAsync(db => db.Intents.SingleAsync());
        stored.Lease.ShouldBe(second.Lease);
        stored.Error.ShouldBeNull();
    }

    [Fact]
    public async Task Renew_WhileItIsUnderWay_KeepsOthersOff()
    {
        var host = await BeginAsync(Done);
        var store = host.Get<IntentStore>();
        var claimed = await store.ClaimAsync(10, CancellationToken.None);
        Time.Advance(TimeSpan.FromSeconds(10));

        await store.RenewAsync(claimed, CancellationToken.None);
        Time.Advance(TimeSpan.FromSeconds(10));

        (await store.ClaimAsync(10, CancellationToken.None)).ShouldBeEmpty();
        Time.Advance(TimeSpan.FromSeconds(6));
        (await store.ClaimAsync(10, CancellationToken.None)).Count.ShouldBe(1);
    }

    [Fact]
    public async Task RunDue_HandlerThrows_IsTriedAgainLaterWithTheSameKey()
    {
        var host = await BeginAsync((call, _) => call.Attempt < 3 ? throw new IOException("away") : Task.FromResult(IntentOutcome.Resume(1)));

        await host.Intents.RunDueAsync(CancellationToken.None);
        (await host.Intents.RunDueAsync(CancellationToken.None)).ShouldBe(0);
        Time.Advance(TimeSpan.FromSeconds(1));
        (await host.Intents.RunDueAsync(CancellationToken.None)).ShouldBe(1);
        Time.Advance(TimeSpan.FromSeconds(1));
        (await host.Intents.RunDueAsync(CancellationToken.None)).ShouldBe(0);
        Time.Advance(TimeSpan.FromSeconds(1));
        (await host.Intents.RunDueAsync(CancellationToken.None)).ShouldBe(1);

        _calls.Select(call => call.Key).Distinct().Count().ShouldBe(1);
        (await host.InstanceOfAsync(Order)).SubStatus.ShouldBe(WorkflowSubStatus.Finished);
    }

    [Fact]
    public async Task RunDue_HandlerKeepsThrowing_FaultsTheActivityWithAnIncident()
    {
        var host = await BeginAsync(
            (_, _) => throw new IOException("still away"), configure: options => options with { Configure = runtime => runtime.MaxAttempts = 3 });

        await ExhaustAsync(host, 3);

        var instance = await host.InstanceOfAsync(Order);
        instance.SubStatus.ShouldBe(WorkflowSubStatus.Faulted);
        (await IncidentsAsync(host)).ShouldHaveSingleItem().Message.ShouldBe("Test.Work failed 3 times, the last time with: still away");
        (await host.QueryAsync(db => db.Intents.CountAsync())).ShouldBe(0);
    }

    [Fact]
    public async Task RunDue_EveryAttemptDies_FaultsTheActivity()
    {
        var host = await BeginAsync(Done, configure: options => options with { Configure = runtime => runtime.MaxAttempts = 2 });
        for (var death = 0; death < 2; death++)
        {
            (await host.Get<IntentStore>().ClaimAsync(10, CancellationToken.None)).Count.ShouldBe(1);
            Time.Advance(TimeSpan.FromSeconds(16));
        }

        await host.Intents.RunDueAsync(CancellationToken.None);

        _calls.ShouldBeEmpty();
        (await IncidentsAsync(host)).ShouldHaveSingleItem().Message.ShouldContain("was begun 2 times, and never came to an end");
    }

    [Fact]
    public async Task RunDue_NobodyWaits_IsDoneAndGone()
    {
        var host = await StartAsync(options => options with { Intend = Recorded(Done) });
        await host.PublishAsync(Elsa.Sequence("order", Elsa.StartsWith(Placed), Elsa.Intends(waits: false)));
        await host.TakeAsync(TestMessages.Placed(Order));
        (await host.InstanceOfAsync(Order)).SubStatus.ShouldBe(WorkflowSubStatus.Finished);

        await host.Intents.RunDueAsync(CancellationToken.None);

        _calls.Count.ShouldBe(1);
        (await host.QueryAsync(db => db.Intents.CountAsync())).ShouldBe(0);
    }

    [Fact]
    public async Task RunDue_NobodyWaitsAndItKeepsFailing_StaysForAnOperatorWhoCanRetryIt()
    {
        var heals = false;
        var host = await StartAsync(options => options with
        {
            Configure = runtime => runtime.MaxAttempts = 2,
            Intend = Recorded((_, _) => heals ? Task.FromResult(IntentOutcome.Done) : throw new IOException("away")),
        });
        await host.PublishAsync(Elsa.Sequence("order", Elsa.StartsWith(Placed), Elsa.Intends(waits: false)));
        await host.TakeAsync(TestMessages.Placed(Order));
        await ExhaustAsync(host, 2);
        (await IncidentsAsync(host)).ShouldHaveSingleItem().Message.ShouldContain("was given up");
        Time.Advance(TimeSpan.FromHours(1));
        (await host.Intents.RunDueAsync(CancellationToken.None)).ShouldBe(0);

        heals = true;
        (await host.Instances.RetryAsync((await host.InstanceOfAsync(Order)).Id, "test", CancellationToken.None)).ShouldBe(1);
        (await host.Intents.RunDueAsync(CancellationToken.None)).ShouldBe(1);

        (await host.QueryAsync(db => db.Intents.CountAsync())).ShouldBe(0);
    }

    [Fact]
    public async Task RunDue_ResultCannotBeBroughtHome_IsKeptAndNotDoneAgain()
    {
        var host = await BeginAsync(Done);
        var bundle = await host.QueryAsync(db => db.Instances.Select(instance => instance.BundleHash).SingleAsync());
        await host.QueryAsync(db => db.Instances.ExecuteUpdateAsync(set => set.SetProperty(row => row.BundleHash, "missing")));
        await host.Intents.RunDueAsync(CancellationToken.None);
        (await host.QueryAsync(db => db.Intents.SingleAsync())).Result.ShouldNotBeNull();
        await host.QueryAsync(db => db.Instances.ExecuteUpdateAsync(set => set.SetProperty(row => row.BundleHash, bundle)));

        Time.Advance(TimeSpan.FromSeconds(1));
        (await host.Intents.RunDueAsync(CancellationToken.None)).ShouldBe(1);

        _calls.Count.ShouldBe(1);
        (await host.InstanceOfAsync(Order)).SubStatus.ShouldBe(WorkflowSubStatus.Finished);
    }

    [Fact]
    public async Task RunDue_InstanceFaultedMeanwhile_KeepsTheResultForItsRetry()
    {
        RuntimeHost? host = null;
        host = await StartAsync(options => options with
        {
            Probe = _ => throw new InvalidOperationException("broken"),
            Intend = Recorded(async (_, token) =>
            {
                await host!.TakeAsync(TestMessages.Cooking(Order));
                return IntentOutcome.Resume("kept");
            }),
        });
        var broken = Elsa.Activity("Elsa.Sequence", "broken", ("activities", new JsonArray(Elsa.WaitsFor("Stores.CookingStarted"), Elsa.Probe())));
        await host.PublishAsync(Elsa.Sequence(
            "order", Elsa.StartsWith(Placed), Elsa.Activity("Elsa.Parallel", "both", ("activities", new JsonArray(Elsa.Intends(), broken)))));
        await host.TakeAsync(TestMessages.Placed(Order));

        await host.Intents.RunDueAsync(CancellationToken.None);

        (await host.InstanceOfAsync(Order)).SubStatus.ShouldBe(WorkflowSubStatus.Faulted);
        var stored = await host.QueryAsync(db => db.Intents.SingleAsync());
        stored.Result.ShouldNotBeNull().ShouldContain("kept");
        stored.DueAt.ShouldBe(Time.GetUtcNow().AddMinutes(1));
    }

    [Fact]
    public async Task RunDue_InstanceWrittenByALaterVersionMeanwhile_KeepsTheResultAndCountsNoFailure()
    {
        byte[] before = [];
        RuntimeHost? host = null;
        host = await BeginAsync(async (_, _) =>
        {
            before = await LaterVersions.WriteAsync(host!);
            return IntentOutcome.Resume("done");
        });

        await host.Intents.RunDueAsync(CancellationToken.None);

        var stored = await host.QueryAsync(db => db.Intents.SingleAsync());
        stored.Result.ShouldNotBeNull().ShouldContain("done");
        (stored.Attempts, stored.Error, stored.DueAt).ShouldBe((0, null, Time.GetUtcNow().AddMinutes(1)));
        await LaterVersions.RestoreAsync(host, before);
        Time.Advance(TimeSpan.FromMinutes(1));
        await host.Intents.RunDueAsync(CancellationToken.None);
        _calls.Count.ShouldBe(1);
        (await host.InstanceOfAsync(Order)).SubStatus.ShouldBe(WorkflowSubStatus.Finished);
    }

    [Fact]
    public async Task RunDue_OnTwoRuntimesAtOnce_BeginsEachOnce()
    {
        var one = await BeginAsync(Done);
        var two = await StartAsync(options => options with { Intend = Recorded(Done) });
        for (var number = 2; number <= 12; number++)
        {
            await one.TakeAsync(TestMessages.Placed($"ord_{number}"));
        }

        var claimed = await Task.WhenAll(
            Task.Run(() => one.Intents.RunDueAsync(CancellationToken.None), TestContext.Current.CancellationToken),
            Task.Run(() => two.Intents.RunDueAsync(CancellationToken.None), TestContext.Current.CancellationToken));

        claimed.Sum().ShouldBe(12);
        _calls.Select(call => call.Key).Distinct().Count().ShouldBe(12);
        _calls.Count.ShouldBe(12);
    }

    [Fact]
    public async Task Execute_IntentCommitted_IsBegunWithoutWaitingForTheSweep()
    {
        var host = await StartAsync(options => options with
        {
            RunHostedServices = true,
            Intend = Recorded(Done),
            // The clock stands still: only the wake can bring it.
            Configure = runtime => runtime.IntentSweepInterval = TimeSpan.FromHours(10),
        });
        await host.PublishAsync(Elsa.Sequence("order", Elsa.StartsWith(Placed), Elsa.Intends()));

        await host.TakeAsync(TestMessages.Placed(Order));

        await Eventually.TrueAsync(
            async () => (await host.InstanceOfAsync(Order)).SubStatus == WorkflowSubStatus.Finished, "the intent is carried out");
    }

    [Fact]
    public async Task Stop_IntentUnderWay_GivesItBackAtOnce()
    {
        var begun = new TaskCompletionSource();
        var host = await StartAsync(options => options with
        {
            RunHostedServices = true,
            Intend = async (_, token) =>
            {
                begun.SetResult();
                await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, token);
                return IntentOutcome.Done;
            },
        });
        await host.PublishAsync(Elsa.Sequence("order", Elsa.StartsWith(Placed), Elsa.Intends()));
        await host.TakeAsync(TestMessages.Placed(Order));
        await begun.Task.WaitAsync(TimeSpan.FromSeconds(60), TestContext.Current.CancellationToken);
        await StopAsync(host);

        host = await StartAsync(options => options with { Intend = Recorded(Done) });
        (await host.Intents.RunDueAsync(CancellationToken.None)).ShouldBe(1);

        _calls.Single().Attempt.ShouldBe(1);
        (await host.InstanceOfAsync(Order)).SubStatus.ShouldBe(WorkflowSubStatus.Finished);
    }

    private static Task<IntentOutcome> Done(IntentCall call, CancellationToken cancellationToken) => Task.FromResult(IntentOutcome.Resume("done"));

    private Func<IntentCall, CancellationToken, Task<IntentOutcome>> Recorded(Func<IntentCall, CancellationToken, Task<IntentOutcome>> run) =>
        (call, token) =>
        {
            _calls.Enqueue(call);
            return run(call, token);
        };

    private async Task<RuntimeHost> BeginAsync(
        Func<IntentCall, CancellationToken, Task<IntentOutcome>> run,
        JsonObject? then = null,
        Func<RuntimeHostOptions, RuntimeHostOptions>? configure = null)
    {
        var host = await StartAsync(options => (configure ?? (same => same))(options with { Intend = Recorded(run) }));
        await host.PublishAsync(then is null
            ? Elsa.Sequence("order", Elsa.StartsWith(Placed), Elsa.Intends())
            : Elsa.Sequence("order", Elsa.StartsWith(Placed), Elsa.Intends(), then));
        await host.TakeAsync(TestMessages.Placed(Order));
        return host;
    }

    private async Task ExhaustAsync(RuntimeHost host, int attempts)
    {
        for (var attempt = 1; attempt <= attempts; attempt++)
        {
            (await host.Intents.RunDueAsync(CancellationToken.None)).ShouldBe(1);
            Time.Advance(TimeSpan.FromMinutes(5));
        }
    }

    private static async Task<IReadOnlyList<IncidentSummary>> IncidentsAsync(RuntimeHost host) =>
        (await host.Instances.ListIncidentsAsync(
            (await host.InstanceOfAsync(Order)).Id, new PageRequest(Cursor: null, Limit: null), CancellationToken.None)).Items;
}
