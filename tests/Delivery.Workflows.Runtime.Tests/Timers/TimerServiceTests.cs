using Delivery.Testing;
using Delivery.Testing.Servers;
using Delivery.Workflows.Runtime.Tests.Support;
using Delivery.Workflows.Runtime.Timers;
using Microsoft.EntityFrameworkCore;
using Shouldly;
using Xunit;

namespace Delivery.Workflows.Runtime.Tests.Timers;

public abstract class TimerServiceTests(TestDatabase database) : RuntimeTests(database)
{
    private const string Order = "ord_1";
    private const string Placed = "Orders.OrderPlaced";

    [Fact]
    public async Task FireDue_BeforeItsTime_FiresNothing()
    {
        var host = await StartWithDelayAsync();
        Time.Advance(TimeSpan.FromSeconds(59));

        (await host.Timers.FireDueAsync(CancellationToken.None)).ShouldBe(0);

        (await host.InstanceOfAsync(Order)).SubStatus.ShouldBe(WorkflowSubStatus.Suspended);
    }

    [Fact]
    public async Task FireDue_AtItsTime_ResumesTheInstance()
    {
        var host = await StartWithDelayAsync();
        Time.Advance(TimeSpan.FromMinutes(1));

        (await host.Timers.FireDueAsync(CancellationToken.None)).ShouldBe(1);

        (await host.InstanceOfAsync(Order)).SubStatus.ShouldBe(WorkflowSubStatus.Finished);
        (await host.Timers.FireDueAsync(CancellationToken.None)).ShouldBe(0);
    }

    [Fact]
    public async Task FireDue_OnTwoRuntimesAtOnce_FiresEachTimerOnce()
    {
        var fired = 0;
        Task<RuntimeHost> CountAsync() => StartAsync(options => options with { Probe = _ => Interlocked.Increment(ref fired) });
        var one = await CountAsync();
        var two = await CountAsync();
        await one.PublishAsync(Elsa.Sequence("order", Elsa.StartsWith(Placed), Elsa.Delay("delay", "00:01:00"), Elsa.Probe()));
        string[] orders = [.. Enumerable.Range(1, 20).Select(number => $"ord_{number}")];
        foreach (var order in orders)
        {
            await one.TakeAsync(TestMessages.Placed(order));
        }

        Time.Advance(TimeSpan.FromMinutes(1));
        var claimed = await Task.WhenAll(
            Task.Run(() => one.Timers.FireDueAsync(CancellationToken.None), TestContext.Current.CancellationToken),
            Task.Run(() => two.Timers.FireDueAsync(CancellationToken.None), TestContext.Current.CancellationToken));

        claimed.Sum().ShouldBe(20);
        fired.ShouldBe(20);
        foreach (var order in orders)
        {
            (await one.InstanceOfAsync(order)).SubStatus.ShouldBe(WorkflowSubStatus.Finished);
        }
    }

    [Fact]
    public async Task FireDue_ClaimantDied_AnotherFiresAfterTheLease()
    {
        var host = await StartWithDelayAsync();
        var other = await StartAsync();
        Time.Advance(TimeSpan.FromMinutes(1));
        (await host.Get<TimerStore>().ClaimAsync(CancellationToken.None)).Count.ShouldBe(1);

        (await other.Timers.FireDueAsync(CancellationToken.None)).ShouldBe(0);
        Time.Advance(TimeSpan.FromSeconds(31));
        (await other.Timers.FireDueAsync(CancellationToken.None)).ShouldBe(1);

        (await other.InstanceOfAsync(Order)).SubStatus.ShouldBe(WorkflowSubStatus.Finished);
    }

    [Fact]
    public async Task FireDue_AnsweredBeforeItsTime_IsGone()
    {
        var host = await StartAsync();
        await host.PublishAsync(Elsa.Sequence("order", Elsa.StartsWith(Placed), Elsa.Asks("capture", "00:01:00"), Elsa.WaitsFor("Stores.CookingStarted")));
        await host.TakeAsync(TestMessages.Placed(Order));
        await host.TakeAsync(TestMessages.Captured(
            Order, host.Sent.OfType<Contracts.Payments.CapturePayment>().Single().RequestId));
        Time.Advance(TimeSpan.FromMinutes(2));

        (await host.Timers.FireDueAsync(CancellationToken.None)).ShouldBe(0);

        (await host.CompletedAsync(Order)).ShouldBe(["start", "capture"]);
    }

    [Fact]
    public async Task FireDue_BurstFails_IsTriedAgainAndThenGivenUpWithAnIncident()
    {
        var host = await StartAsync(options => options with { Configure = runtime => runtime.MaxAttempts = 3 });
        // The bundle vanishes: no burst of the instance can be computed. (No user can do that; it stands for any defect.)
        await host.PublishAsync(Elsa.Sequence("order", Elsa.StartsWith(Placed), Elsa.Delay("delay", "00:01:00")));
        await host.TakeAsync(TestMessages.Placed(Order));
        await StopAsync(host);
        host = await StartAsync(options => options with { Configure = runtime => runtime.MaxAttempts = 3 });
        await host.QueryAsync(db => db.Bundles.ExecuteUpdateAsync(set => set.SetProperty(bundle => bundle.Content, "{")));

        for (var attempt = 1; attempt <= 3; attempt++)
        {
            Time.Advance(TimeSpan.FromMinutes(1));
            (await host.Timers.FireDueAsync(CancellationToken.None)).ShouldBe(1);
        }

        Time.Advance(TimeSpan.FromHours(1));
        (await host.Timers.FireDueAsync(CancellationToken.None)).ShouldBe(0);
        var incidents = await host.Instances.ListIncidentsAsync(
            (await host.InstanceOfAsync(Order)).Id, new ServiceDefaults.Paging.PageRequest(Cursor: null, Limit: null), CancellationToken.None);
        incidents.Items.ShouldHaveSingleItem().Message.ShouldContain("could not be fired");
        (await host.QueryAsync(db => db.Bookmarks.CountAsync())).ShouldBe(1);
    }

    [Fact]
    public async Task Retry_TimerGivenUp_FiresItAgain()
    {
        var host = await StartAsync(options => options with { Configure = runtime => runtime.MaxAttempts = 1 });
        await host.PublishAsync(Elsa.Sequence("order", Elsa.StartsWith(Placed), Elsa.Delay("delay", "00:01:00")));
        await host.TakeAsync(TestMessages.Placed(Order));
        var id = (await host.InstanceOfAsync(Order)).Id;
        var bundle = await host.QueryAsync(db => db.Instances.Select(instance => instance.BundleHash).SingleAsync());
        await host.QueryAsync(db => db.Instances.ExecuteUpdateAsync(set => set.SetProperty(row => row.BundleHash, "missing")));
        Time.Advance(TimeSpan.FromMinutes(1));
        await host.Timers.FireDueAsync(CancellationToken.None);
        await host.QueryAsync(db => db.Instances.ExecuteUpdateAsync(set => set.SetProperty(row => row.BundleHash, bundle)));
        Time.Advance(TimeSpan.FromHours(1));
        (await host.Timers.FireDueAsync(CancellationToken.None)).ShouldBe(0);

        (await host.Instances.RetryAsync(id, "test", CancellationToken.None)).ShouldBe(1);
        (await host.Timers.FireDueAsync(CancellationToken.None)).ShouldBe(1);

        (await host.InstanceOfAsync(Order)).SubStatus.ShouldBe(WorkflowSubStatus.Finished);
    }

    [Fact]
    public async Task Execute_TimerCommittedWhileAsleep_WakesAndFiresInTime()
    {
        var host = await StartAsync(options => options with
        {
            RunHostedServices = true,
            // It would not look again by itself.
            Configure = runtime => runtime.TimerPollInterval = TimeSpan.FromHours(10),
        });
        await host.PublishAsync(Elsa.Sequence("order", Elsa.StartsWith(Placed), Elsa.Delay("delay", "00:01:00")));
        await host.TakeAsync(TestMessages.Placed(Order));

        // The service may still be on its way to sleep: the clock goes on until it has fired.
        await Eventually.TrueAsync(
            async () =>
            {
                Time.Advance(TimeSpan.FromSeconds(20));
                return (await host.InstanceOfAsync(Order)).SubStatus == WorkflowSubStatus.Finished;
            },
            "the timer fires");

        var instance = await host.InstanceOfAsync(Order);
        instance.FinishedAt.ShouldNotBeNull().ShouldBeGreaterThanOrEqualTo(instance.CreatedAt + TimeSpan.FromMinutes(1));
    }

    [Fact]
    public async Task Execute_RestartWithOpenTimer_FiresIt()
    {
        var host = await StartWithDelayAsync();
        await StopAsync(host);
        Time.Advance(TimeSpan.FromMinutes(5));

        host = await StartAsync(options => options with { RunHostedServices = true });

        await Eventually.TrueAsync(
            async () => (await host.InstanceOfAsync(Order)).SubStatus == WorkflowSubStatus.Finished, "the timer of the process before fires");
    }

    private async Task<RuntimeHost> StartWithDelayAsync()
    {
        var host = await StartAsync();
        await host.PublishAsync(Elsa.Sequence("order", Elsa.StartsWith(Placed), Elsa.Delay("delay", "00:01:00")));
        await host.TakeAsync(TestMessages.Placed(Order));
        return host;
    }
}
