using Delivery.Testing.Servers;
using Delivery.Workflows.Runtime.Alterations;
using Delivery.Workflows.Runtime.Intents;
using Delivery.Workflows.Runtime.Tests.Support;
using Delivery.Workflows.Runtime.Timers;
using Microsoft.EntityFrameworkCore;
using Shouldly;
using Xunit;

namespace Delivery.Workflows.Runtime.Tests.Limits;

/// <summary>What a host sets is what holds.</summary>
public abstract class RuntimeOptionsTests(TestDatabase database) : RuntimeTests(database)
{
    private const string Placed = "Orders.OrderPlaced";
    private static readonly TimeSpan Lease = TimeSpan.FromSeconds(40);
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    [Theory]
    [InlineData(9, WorkflowSubStatus.Finished)]
    [InlineData(11, WorkflowSubStatus.Suspended)]
    public async Task EventsKeptFor_ListenerComesLater_HearsWhatIsStillKept(int seconds, WorkflowSubStatus status)
    {
        var host = await StartAsync(runtime => runtime.EventsKeptFor = 10 * Second);
        await host.PublishAsync(Elsa.Sequence("teller", Elsa.Publish("tell", "Storm")));
        await host.PublishAsync(Elsa.Sequence("order", Elsa.StartsWith(Placed), Elsa.Event("hear", "Storm")));
        await host.Instances.StartAsync("teller", correlationId: null, input: null, CancellationToken.None);
        Time.Advance(seconds * Second);

        await host.TakeAsync(TestMessages.Placed("ord_1"));
        await host.Mailbox.SweepAsync(CancellationToken.None);

        (await host.InstanceOfAsync("ord_1")).SubStatus.ShouldBe(status);
    }

    [Fact]
    public async Task ResultsKeptFor_EndOfAChild_WaitsThatLong()
    {
        var host = await StartAsync(runtime => runtime.ResultsKeptFor = TimeSpan.FromDays(3));
        await host.PublishAsync(Elsa.Sequence("child", Elsa.Probe()));
        await host.PublishAsync(Elsa.Sequence("parent", Elsa.Activity(
            "Elsa.DispatchWorkflow", "start",
            ("workflowDefinitionId", Elsa.Literal("String", "child")), ("waitForCompletion", Elsa.Literal("Boolean", "true")))));
        await host.Instances.StartAsync("parent", correlationId: null, input: null, CancellationToken.None);

        await host.Intents.RunDueAsync(CancellationToken.None);

        (await host.QueryAsync(db => db.Mailbox.SingleAsync())).ExpiresAt.ShouldBe(Time.GetUtcNow() + TimeSpan.FromDays(3));
    }

    [Fact]
    public async Task TimerBatchSize_MoreAreDue_ClaimsSoManyAtOnce()
    {
        var host = await StartAsync(runtime => runtime.TimerBatchSize = 2);
        await BeginAsync(host, Elsa.Delay("wait", "00:00:10"), orders: 5);
        Time.Advance(10 * Second);

        List<int> fired = [.. await FireAsync(host), .. await FireAsync(host), .. await FireAsync(host), .. await FireAsync(host)];

        fired.ShouldBe([2, 2, 1, 0]);
    }

    [Fact]
    public async Task TimerLease_HolderDies_BelongsToHimUntilThen()
    {
        var (dying, other) = (await StartAsync(runtime => runtime.TimerLease = Lease), await StartAsync(runtime => runtime.TimerLease = Lease));
        await BeginAsync(dying, Elsa.Delay("wait", "00:00:10"), orders: 1);
        Time.Advance(10 * Second);
        (await dying.Get<TimerStore>().ClaimAsync(CancellationToken.None)).Count.ShouldBe(1);

        Time.Advance(Lease - Second);
        (await other.Timers.FireDueAsync(CancellationToken.None)).ShouldBe(0);
        Time.Advance(2 * Second);
        (await other.Timers.FireDueAsync(CancellationToken.None)).ShouldBe(1);
    }

    [Fact]
    public async Task IntentLease_HolderDies_BelongsToHimUntilThen()
    {
        var (dying, other) = (await StartAsync(runtime => runtime.IntentLease = Lease), await StartAsync(runtime => runtime.IntentLease = Lease));
        await BeginAsync(dying, Elsa.Intends(), orders: 1);
        (await dying.Get<IntentStore>().ClaimAsync(10, CancellationToken.None)).Count.ShouldBe(1);

        Time.Advance(Lease - Second);
        (await other.Intents.RunDueAsync(CancellationToken.None)).ShouldBe(0);
        Time.Advance(2 * Second);
        (await other.Intents.RunDueAsync(CancellationToken.None)).ShouldBe(1);
    }

    [Fact]
    public async Task IntentConcurrency_MoreAreDue_BeginsSoManyAtOnce()
    {
        var host = await StartAsync(runtime => runtime.IntentConcurrency = 2);
        await BeginAsync(host, Elsa.Intends(), orders: 5);

        List<int> begun = [];
        while (await host.Intents.RunDueAsync(CancellationToken.None) is > 0 and var count)
        {
            begun.Add(count);
        }

        begun.ShouldBe([2, 2, 1]);
    }

    [Fact]
    public async Task AlterationLease_HolderDies_BelongsToHimUntilThen()
    {
        var (dying, other) = (await StartAsync(runtime => runtime.AlterationLease = Lease), await StartAsync(runtime => runtime.AlterationLease = Lease));
        await BeginAsync(dying, Elsa.Delay("wait", "01:00:00"), orders: 1);
        await dying.Get<WorkflowAlterations>().SubmitAsync(
            "plan", new AlterationOrder { Alterations = [new CancelInstance(null)], By = "test" }, new AlterationFilter { EmptyFilterSelectsAll = true }, CancellationToken.None);
        while (await dying.Get<AlterationStore>().GenerateAsync(CancellationToken.None))
        {
            // Until all jobs are there.
        }

        (await dying.Get<AlterationStore>().ClaimAsync(CancellationToken.None)).Count.ShouldBe(1);

        Time.Advance(Lease - Second);
        (await other.Get<AlterationWorker>().WorkAsync(CancellationToken.None)).ShouldBe(0);
        Time.Advance(2 * Second);
        (await other.Get<AlterationWorker>().WorkAsync(CancellationToken.None)).ShouldBe(1);
    }

    private static async Task<int[]> FireAsync(RuntimeHost host) => [await host.Timers.FireDueAsync(CancellationToken.None)];

    private static async Task BeginAsync(RuntimeHost host, System.Text.Json.Nodes.JsonObject activity, int orders)
    {
        await host.PublishAsync(Elsa.Sequence("order", Elsa.StartsWith(Placed), activity));
        for (var number = 0; number < orders; number++)
        {
            await host.TakeAsync(TestMessages.Placed($"ord_{number}"));
        }
    }

    private Task<RuntimeHost> StartAsync(Action<WorkflowRuntimeOptions> configure) => StartAsync(options => options with
    {
        Intend = (_, _) => Task.FromResult(IntentOutcome.Resume("done")),
        Configure = configure,
    });
}
