using Delivery.Testing.Servers;
using Delivery.Workflows.Runtime.Alterations;
using Delivery.Workflows.Runtime.Schedules;
using Delivery.Workflows.Runtime.Tests.Simulation;
using Delivery.Workflows.Runtime.Tests.Support;
using Shouldly;
using Xunit;

namespace Delivery.Workflows.Runtime.Tests.Limits;

/// <summary>
/// How much a host does at the same time is what it was told. Everything runs on one thread, and whoever would read an instance is held until
/// all the others are held too.
/// </summary>
public sealed class ConcurrencyTests() : RuntimeTests(TestDatabase.Sqlite)
{
    private const int Orders = 5;

    private readonly List<TaskCompletionSource> _held = [];
    private bool _holds;

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public async Task TimerConcurrency_MoreAreDue_FiresSoManyAtATime(int limit)
    {
        var host = await BeginAsync(runtime => runtime.TimerConcurrency = limit);
        Time.Advance(TimeSpan.FromSeconds(10));

        (await CountAtATimeAsync(() => host.Timers.FireDueAsync(CancellationToken.None))).ShouldBe((limit, Orders));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public async Task TimerConcurrency_MoreStartsAreDue_StartsSoManyAtATime(int limit)
    {
        var host = await BeginAsync(runtime => runtime.TimerConcurrency = limit, orders: 0);
        for (var number = 0; number < Orders; number++)
        {
            await host.PublishAsync(Elsa.Sequence($"timed{number}", Elsa.Activity(
                "Elsa.Timer", "start", ("interval", Elsa.Literal("TimeSpan", "00:00:10"))).With("canStartWorkflow", true)));
        }

        Time.Advance(TimeSpan.FromSeconds(10));

        (await CountAtATimeAsync(() => host.Get<ScheduleFirer>().FireDueAsync(CancellationToken.None))).ShouldBe((limit, Orders));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public async Task AlterationConcurrency_PlanForMore_AltersSoManyAtATime(int limit)
    {
        var host = await BeginAsync(runtime => runtime.AlterationConcurrency = limit);
        await host.Get<WorkflowAlterations>().SubmitAsync(
            "plan", new AlterationOrder { Alterations = [new CancelInstance(null)], By = "test" }, new AlterationFilter { EmptyFilterSelectsAll = true }, CancellationToken.None);
        while (await host.Get<AlterationStore>().GenerateAsync(CancellationToken.None))
        {
            // Until all jobs are there.
        }

        (await CountAtATimeAsync(() => host.Get<AlterationWorker>().WorkAsync(CancellationToken.None))).ShouldBe((limit, Orders));
    }

    /// <summary>A host that has done nothing yet: one that has may still be at the end of its last commit, on another thread.</summary>
    private async Task<RuntimeHost> BeginAsync(Action<WorkflowRuntimeOptions> configure, int orders = Orders)
    {
        var host = await StartAsync();
        await host.PublishAsync(Elsa.Sequence("order", Elsa.StartsWith("Orders.OrderPlaced"), Elsa.Delay("wait", "00:00:10")));
        for (var number = 0; number < orders; number++)
        {
            await host.TakeAsync(TestMessages.Placed($"ord_{number}"));
        }

        return await StartAsync(options => options with { Configure = configure, Interceptor = new CommandPoints(HoldAsync) });
    }

    private Task HoldAsync(string sql)
    {
        if (!_holds || !sql.Contains("\"instances\"", StringComparison.Ordinal))
        {
            return Task.CompletedTask;
        }

        var held = new TaskCompletionSource();
        _held.Add(held);
        return held.Task;
    }

    /// <summary>How many were held when nobody could go on, and what came of it. On a thread of its own, without the test's context.</summary>
    private Task<(int AtATime, int Result)> CountAtATimeAsync(Func<Task<int>> run) => Task.Factory.StartNew(
        () =>
        {
            var scheduler = new SimulationScheduler(concurrency: Orders);
            var result = 0;
            _holds = true;
            var running = scheduler.Start(async () => result = await run());
            scheduler.RunAll();
            var atATime = _held.Count;
            _holds = false;
            _held.ForEach(held => held.SetResult());
            scheduler.RunAll();
            scheduler.HasLeaked.ShouldBeFalse();
            running.IsCompleted.ShouldBeTrue();
            return (atATime, result);
        },
        CancellationToken.None,
        TaskCreationOptions.LongRunning,
        TaskScheduler.Default);
}
