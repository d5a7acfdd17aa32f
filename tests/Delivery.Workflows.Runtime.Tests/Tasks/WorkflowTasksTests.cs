using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Delivery.ServiceDefaults.Paging;
using Delivery.ServiceDefaults.Problems;
using Delivery.Testing.Servers;
using Delivery.Workflows.Runtime.Messages;
using Delivery.Workflows.Runtime.Tasks;
using Delivery.Workflows.Runtime.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Shouldly;
using Xunit;

namespace Delivery.Workflows.Runtime.Tests.Tasks;

public abstract class WorkflowTasksTests(TestDatabase database) : RuntimeTests(database)
{
    private const string Order = "ord_1";
    private const string Placed = "Orders.OrderPlaced";

    private readonly ConcurrentQueue<WorkflowTask> _handedOut = new();

    [Fact]
    public async Task Complete_NoDispatcher_IsListedAndResumesTheActivity()
    {
        var host = await StartAsync();
        await PublishAsync(host);
        await host.TakeAsync(TestMessages.Placed(Order));
        await host.SettleAsync();

        var task = (await ListAsync(host)).ShouldHaveSingleItem();
        (task.Name, task.CorrelationId, task.ActivityId).ShouldBe(("Pack", Order, "task"));
        (await host.Tasks.CompleteAsync(task.Id, new JsonObject { ["boxes"] = 2 }, CancellationToken.None)).ShouldBeTrue();

        (await OutputAsync(host))["Got"]!.GetValue<int>().ShouldBe(2);
        (await ListAsync(host)).ShouldBeEmpty();
        (await host.CountMailAsync()).ShouldBe(0);
    }

    [Fact]
    public async Task Complete_Twice_IsANoOp()
    {
        var host = await StartAsync();
        await PublishAsync(host, Elsa.WaitsFor("Stores.CookingStarted"));
        await host.TakeAsync(TestMessages.Placed(Order));
        var task = (await ListAsync(host)).Single();

        (await host.Tasks.CompleteAsync(task.Id, Boxes(1), CancellationToken.None)).ShouldBeTrue();
        (await host.Tasks.CompleteAsync(task.Id, Boxes(2), CancellationToken.None)).ShouldBeFalse();

        (await OutputAsync(host))["Got"]!.GetValue<int>().ShouldBe(1);
        (await host.CountMailAsync()).ShouldBe(0);
    }

    [Fact]
    public async Task Complete_ManyAtOnce_IsTakenOnce()
    {
        var (one, two) = (await StartAsync(), await StartAsync());
        await PublishAsync(one, Elsa.WaitsFor("Stores.CookingStarted"));
        await one.TakeAsync(TestMessages.Placed(Order));
        var task = (await ListAsync(one)).Single();

        await Task.WhenAll(new[] { one, two, one, two }.Select(host => Task.Run(() => host.Tasks.CompleteAsync(task.Id, Boxes(1), CancellationToken.None))));

        (await one.CompletedAsync(Order)).Count(id => id == "task").ShouldBe(1);
    }

    [Fact]
    public async Task Complete_BeforeTheInstanceIsThere_IsKeptForIt()
    {
        var host = await StartAsync();
        await PublishAsync(host);
        var message = Guid.CreateVersion7(Time.GetUtcNow());
        var trigger = await host.QueryAsync(db => db.Triggers.Select(stored => stored.Id).SingleAsync());

        (await host.Tasks.CompleteAsync($"{InstanceIds.Create(message.ToString("D"), trigger)}-4", Boxes(3), CancellationToken.None)).ShouldBeTrue();
        await host.TakeAsync(TestMessages.Placed(Order), message);

        (await OutputAsync(host))["Got"]!.GetValue<int>().ShouldBe(3);
    }

    [Fact]
    public async Task Complete_ProcessDiesBehindTheAnswer_AnotherResumesTheActivity()
    {
        var host = await StartAsync();
        await PublishAsync(host);
        await host.TakeAsync(TestMessages.Placed(Order));
        var task = (await ListAsync(host)).Single();
        var bundle = await host.QueryAsync(db => db.Instances.Select(instance => instance.BundleHash).SingleAsync());
        await host.QueryAsync(db => db.Instances.ExecuteUpdateAsync(set => set.SetProperty(row => row.BundleHash, "missing")));
        (await host.Tasks.CompleteAsync(task.Id, Boxes(1), CancellationToken.None)).ShouldBeTrue();
        await StopAsync(host);

        var other = await StartAsync();
        await other.QueryAsync(db => db.Instances.ExecuteUpdateAsync(set => set.SetProperty(row => row.BundleHash, bundle)));
        Time.Advance(TimeSpan.FromSeconds(2));
        await other.SettleAsync();

        (await OutputAsync(other))["Got"]!.GetValue<int>().ShouldBe(1);
    }

    [Theory]
    [InlineData("nonsense")]
    [InlineData("wfi_1-x")]
    public async Task Complete_NoTaskId_IsRefused(string id)
    {
        var host = await StartAsync();

        (await Should.ThrowAsync<ProblemException>(() => host.Tasks.CompleteAsync(id, null, CancellationToken.None))).Type
            .ShouldBe(WorkflowProblems.TaskNotFound);
    }

    [Fact]
    public async Task HandOut_Dispatcher_GetsTheTaskBehindTheCommitWithTheSameIdEachTime()
    {
        var host = await StartWithDispatcherAsync(task => _handedOut.Count == 1 ? throw new IOException("away") : Task.CompletedTask);
        await PublishAsync(host);
        await host.TakeAsync(TestMessages.Placed(Order));
        _handedOut.ShouldBeEmpty();

        await host.SettleAsync();
        Time.Advance(TimeSpan.FromSeconds(1));
        await host.SettleAsync();

        var id = (await ListAsync(host)).ShouldHaveSingleItem().Id;
        _handedOut.Select(task => (task.Id, task.Name, task.Payload!["size"]!.GetValue<int>(), task.CorrelationId)).ShouldBe(
            [(id, "Pack", 7, Order), (id, "Pack", 7, Order)]);
        (await host.Tasks.CompleteAsync(id, Boxes(2), CancellationToken.None)).ShouldBeTrue();
        (await OutputAsync(host))["Got"]!.GetValue<int>().ShouldBe(2);
    }

    [Fact]
    public async Task HandOut_CompletedFromWithinTheDispatcher_ResumesTheActivity()
    {
        RuntimeHost? host = null;
        host = await StartWithDispatcherAsync(task => host!.Tasks.CompleteAsync(task.Id, Boxes(5), CancellationToken.None));
        await PublishAsync(host);
        await host.TakeAsync(TestMessages.Placed(Order));

        await host.SettleAsync();

        (await OutputAsync(host))["Got"]!.GetValue<int>().ShouldBe(5);
        (await host.QueryAsync(db => db.Intents.CountAsync())).ShouldBe(0);
    }

    [Fact]
    public async Task HandOut_AlwaysFails_FaultsTheActivity()
    {
        var host = await StartWithDispatcherAsync(_ => throw new IOException("away"), runtime => runtime.MaxAttempts = 2);
        await PublishAsync(host);
        await host.TakeAsync(TestMessages.Placed(Order));

        await host.SettleAsync();
        Time.Advance(TimeSpan.FromSeconds(1));
        await host.SettleAsync();

        (await host.InstanceOfAsync(Order)).SubStatus.ShouldBe(WorkflowSubStatus.Faulted);
        (await host.QueryAsync(db => db.Incidents.Select(incident => incident.Message).SingleAsync())).ShouldContain("away");
    }

    private static JsonObject Boxes(int count) => new() { ["boxes"] = count };

    private static async Task<IReadOnlyList<OpenTask>> ListAsync(RuntimeHost host) =>
        (await host.Tasks.ListAsync(new PageRequest(Cursor: null, Limit: null), CancellationToken.None)).Items;

    private static async Task<JsonObject> OutputAsync(RuntimeHost host) =>
        (await host.Instances.FindStateAsync((await host.InstanceOfAsync(Order)).Id, CancellationToken.None))!.Output;

    private static Task PublishAsync(RuntimeHost host, params JsonObject[] rest)
    {
        var task = Elsa.Activity(
            "Elsa.RunTask", "task",
            ("taskName", Elsa.Literal("String", "Pack")), ("payload", Elsa.Expression("ObjectDictionary", "Object", """{"size":7}""")));
        task["result"] = new JsonObject { ["typeName"] = "Object", ["memoryReference"] = new JsonObject { ["id"] = "R" } };
        var give = Elsa.Activity(
            "Elsa.SetOutput", "give",
            ("outputName", Elsa.Literal("String", "Got")), ("outputValue", Elsa.Expression("Object", "JavaScript", "variables.R.boxes")));
        return host.PublishAsync(Elsa.Sequence("order", [Elsa.StartsWith(Placed), task, give, .. rest]));
    }

    private Task<RuntimeHost> StartWithDispatcherAsync(Func<WorkflowTask, Task> dispatch, Action<WorkflowRuntimeOptions>? configure = null) =>
        StartAsync(options => options with
        {
            Configure = configure ?? options.Configure,
            Dispatch = (task, _) =>
            {
                _handedOut.Enqueue(task);
                return dispatch(task);
            },
        });
}
