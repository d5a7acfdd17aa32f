using System.Text.Json.Nodes;
using Delivery.ServiceDefaults.Paging;
using Delivery.Testing;
using Delivery.Testing.Servers;
using Delivery.Workflows.Runtime.Instances;
using Delivery.Workflows.Runtime.Schedules;
using Delivery.Workflows.Runtime.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Shouldly;
using Xunit;

namespace Delivery.Workflows.Runtime.Tests.Schedules;

public abstract class ScheduleFirerTests(TestDatabase database) : RuntimeTests(database)
{
    private const string Minute = "00:01:00";

    [Fact]
    public async Task FireDue_Timer_StartsAnInstanceAfterEachInterval()
    {
        var host = await StartAsync();
        await host.PublishAsync(Elsa.Sequence("report", Timer(Minute), Elsa.Probe()));

        (await FireAsync(host, TimeSpan.FromSeconds(59))).ShouldBe(0);
        (await FireAsync(host, TimeSpan.FromSeconds(1))).ShouldBe(1);
        (await host.Timers.FireDueAsync(CancellationToken.None)).ShouldBe(0);
        (await FireAsync(host, TimeSpan.FromMinutes(1))).ShouldBe(1);

        var instances = await InstancesAsync(host);
        instances.Select(instance => instance.CreatedAt).ShouldBe([At("09:01:00"), At("09:02:00")]);
        instances.ShouldAllBe(instance => instance.SubStatus == WorkflowSubStatus.Finished);
    }

    [Fact]
    public async Task FireDue_Timer_GivesTheInstanceWhatTheTriggerSays()
    {
        var host = await StartAsync();
        await host.PublishAsync(Elsa.Sequence("report", Timer(Minute), Elsa.Delay("wait", Minute)));

        await FireAsync(host, TimeSpan.FromMinutes(1));

        var state = (await host.Instances.FindStateAsync((await InstancesAsync(host)).Single().Id, CancellationToken.None))!;
        state.Input["Interval"]!.GetValue<string>().ShouldBe(Minute);
        state.Bookmarks.ShouldHaveSingleItem().ActivityId.ShouldBe("wait");
    }

    [Fact]
    public async Task FireDue_Cron_StartsAtItsTimes()
    {
        var host = await StartAsync();
        await host.PublishAsync(Elsa.Sequence("nightly", Cron("0 30 3 * * *")));

        (await FireAsync(host, TimeSpan.FromHours(18))).ShouldBe(0);
        (await FireAsync(host, TimeSpan.FromMinutes(30))).ShouldBe(1);
        (await FireAsync(host, TimeSpan.FromDays(1))).ShouldBe(1);

        (await InstancesAsync(host)).Count.ShouldBe(2);
    }

    [Theory]
    [InlineData("00:10:00")]
    [InlineData("-00:10:00")]
    public async Task FireDue_StartAt_StartsOnceWhenItComesAndAtOnceWhenItIsPast(string from)
    {
        var host = await StartAsync();
        var at = Time.GetUtcNow() + TimeSpan.Parse(from, System.Globalization.CultureInfo.InvariantCulture);
        await host.PublishAsync(Elsa.Sequence("launch", StartAt(at)));

        (await host.Timers.FireDueAsync(CancellationToken.None)).ShouldBe(at < Time.GetUtcNow() ? 1 : 0);
        await FireAsync(host, TimeSpan.FromMinutes(10));
        (await FireAsync(host, TimeSpan.FromDays(1))).ShouldBe(0);

        (await InstancesAsync(host)).Count.ShouldBe(1);
    }

    [Fact]
    public async Task FireDue_StartAtPublishedAgain_DoesNotStartAgain()
    {
        var host = await StartAsync();
        var at = Time.GetUtcNow() + TimeSpan.FromMinutes(1);
        await host.PublishAsync(Elsa.Sequence("launch", StartAt(at)));
        await FireAsync(host, TimeSpan.FromMinutes(1));

        await host.PublishAsync(Elsa.Sequence("launch", StartAt(at), Elsa.Probe()));
        await FireAsync(host, TimeSpan.FromMinutes(1));
        await host.Definitions.RetractAsync("launch", CancellationToken.None);
        await host.PublishAsync(Elsa.Sequence("launch", StartAt(at), Elsa.Probe("other")));
        await FireAsync(host, TimeSpan.FromMinutes(1));

        (await InstancesAsync(host)).Count.ShouldBe(1);
    }

    [Fact]
    public async Task FireDue_AfterALongOutage_StartsOneLateInstanceAndKeepsTheRhythm()
    {
        var host = await StartAsync();
        await host.PublishAsync(Elsa.Sequence("report", Timer(Minute)));
        await host.PublishAsync(Elsa.Sequence("nightly", Cron("0 30 * * * *")));

        (await FireAsync(host, TimeSpan.FromHours(100) + TimeSpan.FromSeconds(10))).ShouldBe(2);
        (await host.Timers.FireDueAsync(CancellationToken.None)).ShouldBe(0);
        (await FireAsync(host, TimeSpan.FromSeconds(49))).ShouldBe(0);
        (await FireAsync(host, TimeSpan.FromSeconds(1))).ShouldBe(1);
        (await FireAsync(host, TimeSpan.FromMinutes(29))).ShouldBe(2);

        (await InstancesAsync(host)).Count.ShouldBe(5);
    }

    [Fact]
    public async Task Publish_Again_ReplacesTheSchedule()
    {
        var host = await StartAsync();
        await host.PublishAsync(Elsa.Sequence("report", Timer(Minute)));
        Time.Advance(TimeSpan.FromSeconds(30));

        await host.PublishAsync(Elsa.Sequence("report", Timer("00:00:40"), Elsa.Probe()));
        (await FireAsync(host, TimeSpan.FromSeconds(39))).ShouldBe(0);
        (await FireAsync(host, TimeSpan.FromSeconds(1))).ShouldBe(1);

        (await InstancesAsync(host)).ShouldHaveSingleItem().Version.ShouldBe(2);
        (await host.QueryAsync(db => db.Schedules.CountAsync())).ShouldBe(1);
    }

    [Fact]
    public async Task Retract_Definition_StopsTheSchedule()
    {
        var host = await StartAsync();
        await host.PublishAsync(Elsa.Sequence("report", Timer(Minute)));
        await host.Definitions.RetractAsync("report", CancellationToken.None);

        (await FireAsync(host, TimeSpan.FromHours(1))).ShouldBe(0);

        (await InstancesAsync(host)).ShouldBeEmpty();
        (await host.QueryAsync(db => db.Schedules.CountAsync())).ShouldBe(0);
    }

    [Fact]
    public async Task FireDue_RetractedAfterTheClaim_StartsNothing()
    {
        var host = await StartAsync();
        await host.PublishAsync(Elsa.Sequence("report", Timer(Minute)));
        Time.Advance(TimeSpan.FromMinutes(1));
        (await host.Get<ScheduleStore>().ClaimAsync(CancellationToken.None)).Count.ShouldBe(1);
        await host.Definitions.RetractAsync("report", CancellationToken.None);

        (await FireAsync(host, TimeSpan.FromMinutes(1))).ShouldBe(0);

        (await InstancesAsync(host)).ShouldBeEmpty();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task FireDue_RetractedOnAnotherReplicaWhileTheInstanceIsComputed_StartsNothing(bool publishesAgain)
    {
        var other = await StartAsync();
        Func<Task>? meanwhile = null;
        var host = await StartAsync(options => options with
        {
            Probe = _ => Task.Run(() => Interlocked.Exchange(ref meanwhile, null)?.Invoke() ?? Task.CompletedTask).GetAwaiter().GetResult(),
        });
        var report = Elsa.Sequence("report", Timer(Minute), Elsa.Probe());
        await host.PublishAsync(report);
        meanwhile = async () =>
        {
            await other.Definitions.RetractAsync("report", CancellationToken.None);
            if (publishesAgain)
            {
                await other.PublishAsync(report);
            }
        };

        await FireAsync(host, TimeSpan.FromMinutes(1));

        meanwhile.ShouldBeNull();
        (await InstancesAsync(host)).ShouldBeEmpty();
        (await FireAsync(host, TimeSpan.FromMinutes(1))).ShouldBe(publishesAgain ? 1 : 0);
        (await InstancesAsync(host)).Count.ShouldBe(publishesAgain ? 1 : 0);
    }

    [Fact]
    public async Task FireDue_SingletonStillRunning_LetsTheTimePass()
    {
        var host = await StartAsync();
        await host.PublishAsync(
            Elsa.SequenceWith(Elsa.ActivationStrategy("Singleton"), "report", Timer(Minute), Elsa.WaitsFor("Stores.CookingStarted")));

        await FireAsync(host, TimeSpan.FromMinutes(1));
        (await FireAsync(host, TimeSpan.FromMinutes(1))).ShouldBe(1);

        (await InstancesAsync(host)).Count.ShouldBe(1);
    }

    [Fact]
    public async Task FireDue_OnTwoRuntimesAtOnce_StartsOneInstanceForEachTime()
    {
        var (one, two) = (await StartAsync(), await StartAsync());
        for (var number = 1; number <= 10; number++)
        {
            await one.PublishAsync(Elsa.Sequence($"report-{number}", Timer(Minute)));
        }

        for (var round = 1; round <= 3; round++)
        {
            Time.Advance(TimeSpan.FromMinutes(1));
            await Task.WhenAll(
                Task.Run(() => one.Timers.FireDueAsync(CancellationToken.None), TestContext.Current.CancellationToken),
                Task.Run(() => two.Timers.FireDueAsync(CancellationToken.None), TestContext.Current.CancellationToken));
        }

        (await InstancesAsync(one)).CountBy(instance => instance.DefinitionId).ShouldAllBe(pair => pair.Value == 3);
        (await InstancesAsync(one)).Count.ShouldBe(30);
    }

    [Fact]
    public async Task FireDue_ClaimantDiedBehindTheStart_IsNotStartedTwice()
    {
        var (host, other) = (await StartAsync(), await StartAsync());
        await host.PublishAsync(Elsa.Sequence("report", Timer(Minute)));
        Time.Advance(TimeSpan.FromMinutes(1));
        // The claim of a replica that never came further, and that of another which died before it could move the schedule on.
        (await host.Get<ScheduleStore>().ClaimAsync(CancellationToken.None)).Count.ShouldBe(1);
        Time.Advance(TimeSpan.FromSeconds(20));
        (await other.Timers.FireDueAsync(CancellationToken.None)).ShouldBe(0);
        (await FireAsync(other, TimeSpan.FromSeconds(11))).ShouldBe(1);
        await host.QueryAsync(db => db.Schedules.ExecuteUpdateAsync(
            set => set.SetProperty(schedule => schedule.DueAt, At("09:01:00")).SetProperty(schedule => schedule.WakeAt, At("09:01:00"))));

        (await host.Timers.FireDueAsync(CancellationToken.None)).ShouldBe(1);

        (await InstancesAsync(host)).Count.ShouldBe(1);
        (await FireAsync(host, TimeSpan.FromMinutes(1))).ShouldBe(1);
        (await InstancesAsync(host)).Count.ShouldBe(2);
    }

    [Fact]
    public async Task FireDue_StartFails_IsTriedAgainAndThenGivenUpForThatTime()
    {
        Task<RuntimeHost> Host() => StartAsync(options => options with { Configure = runtime => runtime.MaxAttempts = 2 });
        var host = await Host();
        await host.PublishAsync(Elsa.Sequence("report", Timer("01:00:00")));
        var bundle = await host.QueryAsync(db => db.Triggers.Select(trigger => trigger.BundleHash).SingleAsync());
        await host.QueryAsync(db => db.Triggers.ExecuteUpdateAsync(set => set.SetProperty(trigger => trigger.BundleHash, "missing")));

        (await FireAsync(host, TimeSpan.FromHours(1))).ShouldBe(1);
        (await FireAsync(host, TimeSpan.FromSeconds(1))).ShouldBe(1);
        (await FireAsync(host, TimeSpan.FromMinutes(30))).ShouldBe(0);
        await host.QueryAsync(db => db.Triggers.ExecuteUpdateAsync(set => set.SetProperty(trigger => trigger.BundleHash, bundle)));
        (await FireAsync(host, TimeSpan.FromMinutes(30))).ShouldBe(1);

        (await InstancesAsync(host)).Count.ShouldBe(1);
        var incidents = await host.Instances.ListIncidentsAsync(null, new PageRequest(Cursor: null, Limit: null), CancellationToken.None);
        incidents.Items.ShouldHaveSingleItem().Message.ShouldContain("could not be fired");
    }

    [Fact]
    public async Task Execute_PublishedWhileAsleep_WakesInTime()
    {
        var host = await StartAsync(options => options with
        {
            RunHostedServices = true,
            // It would not look again by itself.
            Configure = runtime => runtime.TimerPollInterval = TimeSpan.FromHours(10),
        });
        await host.PublishAsync(Elsa.Sequence("launch", StartAt(Time.GetUtcNow())));
        await Eventually.TrueAsync(
            async () => (await InstancesAsync(host)).Count == 1 && !await host.QueryAsync(db => db.Schedules.AnyAsync()),
            "the service has nothing more to do");
        await host.PublishAsync(Elsa.Sequence("report", Timer(Minute)));

        // The service may still be on its way to sleep: the clock goes on until it has fired.
        await Eventually.TrueAsync(
            async () =>
            {
                Time.Advance(TimeSpan.FromSeconds(20));
                return (await InstancesAsync(host)).Count > 1;
            },
            "the trigger fires");

        (await InstancesAsync(host))[1].CreatedAt.ShouldBeGreaterThanOrEqualTo(At("09:01:00"));
    }

    private static DateTimeOffset At(string time) => DateTimeOffset.Parse($"2026-03-02T{time}Z", System.Globalization.CultureInfo.InvariantCulture);

    private static JsonObject Timer(string interval) => Elsa.Activity("Elsa.Timer", "start", ("interval", Elsa.Literal("TimeSpan", interval))).With("canStartWorkflow", true);

    private static JsonObject Cron(string expression) =>
        Elsa.Activity("Elsa.Cron", "start", ("cronExpression", Elsa.Literal("String", expression))).With("canStartWorkflow", true);

    private static JsonObject StartAt(DateTimeOffset at) =>
        Elsa.Activity("Elsa.StartAt", "start", ("dateTime", Elsa.Literal("DateTimeOffset", at.ToString("O")))).With("canStartWorkflow", true);

    private static async Task<IReadOnlyList<InstanceSummary>> InstancesAsync(RuntimeHost host)
    {
        var page = await host.Instances.ListAsync(new InstanceFilter(), new PageRequest(Cursor: null, Limit: 200), CancellationToken.None);
        return [.. page.Items.Reverse()];
    }

    private async Task<int> FireAsync(RuntimeHost host, TimeSpan later)
    {
        Time.Advance(later);
        return await host.Timers.FireDueAsync(CancellationToken.None);
    }
}
