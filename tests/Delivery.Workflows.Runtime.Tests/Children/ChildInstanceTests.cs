using System.Text.Json.Nodes;
using Delivery.ServiceDefaults.Paging;
using Delivery.Testing.Servers;
using Delivery.Workflows.Runtime.Children;
using Delivery.Workflows.Runtime.Instances;
using Delivery.Workflows.Runtime.Intents;
using Delivery.Workflows.Runtime.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Shouldly;
using Xunit;

namespace Delivery.Workflows.Runtime.Tests.Children;

public abstract class ChildInstanceTests(TestDatabase database) : RuntimeTests(database)
{
    private const string Dispatch = "Elsa.DispatchWorkflow";
    private const string Execute = "Elsa.ExecuteWorkflow";
    private const string Minute = "00:01:00";

    [Fact]
    public async Task Dispatch_Waiting_GoesOnWithTheChildsOutputs()
    {
        var host = await StartWithChildAsync(Elsa.Delay("wait", Minute), Gives("Total", "getInput('Amount') * 2"));
        var parent = await BeginAsync(host, Starts(Dispatch, waits: true), Gives("Got", "variables.R.Total"));

        await host.SettleAsync();
        var child = (await ChildrenAsync(host, parent)).ShouldHaveSingleItem();
        (child.SubStatus, child.CorrelationId, child.DefinitionId).ShouldBe((WorkflowSubStatus.Suspended, "corr-7", "child"));
        (await SubStatusAsync(host, parent)).ShouldBe(WorkflowSubStatus.Suspended);
        await LaterAsync(host);

        var state = await StateAsync(host, parent);
        state.SubStatus.ShouldBe(WorkflowSubStatus.Finished);
        state.Output["Got"]!.GetValue<int>().ShouldBe(42);
        (await StateAsync(host, child.Id)).Input["ParentInstanceId"]!.GetValue<string>().ShouldBe(parent);
        (await host.CountMailAsync()).ShouldBe(0);
    }

    [Fact]
    public async Task Dispatch_NotWaiting_GoesOnWhileTheChildRuns()
    {
        var host = await StartWithChildAsync(Elsa.Delay("wait", Minute));
        var parent = await BeginAsync(host, Starts(Dispatch, waits: false));

        await host.SettleAsync();

        (await SubStatusAsync(host, parent)).ShouldBe(WorkflowSubStatus.Finished);
        (await ChildrenAsync(host, parent)).ShouldHaveSingleItem().SubStatus.ShouldBe(WorkflowSubStatus.Suspended);
        await LaterAsync(host);
        (await ChildrenAsync(host, parent)).ShouldHaveSingleItem().SubStatus.ShouldBe(WorkflowSubStatus.Finished);
        (await host.CountMailAsync()).ShouldBe(0);
    }

    [Fact]
    public async Task Execute_NotWaiting_TellsHowTheChildStands()
    {
        var host = await StartWithChildAsync(Gives("Total", "9"), Elsa.Delay("wait", Minute));
        var parent = await BeginAsync(host, Starts(Execute, waits: false), Gives("Got", "variables.R.subStatus + variables.R.output.Total"));

        await host.SettleAsync();

        (await StateAsync(host, parent)).Output["Got"]!.GetValue<string>().ShouldBe("Suspended9");
    }

    [Fact]
    public async Task Dispatch_NothingPublished_FaultsTheActivity()
    {
        var host = await StartAsync();
        var parent = await BeginAsync(host, Starts(Dispatch, waits: false));

        await host.SettleAsync();

        var state = await StateAsync(host, parent);
        state.SubStatus.ShouldBe(WorkflowSubStatus.Faulted);
        state.Incidents.ShouldHaveSingleItem().Message.ShouldContain("No version of 'child' is published");
    }

    [Fact]
    public async Task Dispatch_SingletonThatRuns_FaultsTheActivity()
    {
        var host = await StartAsync();
        await host.PublishAsync(Elsa.SequenceWith(Elsa.ActivationStrategy("Singleton"), "child", Elsa.Delay("wait", Minute)));
        var first = await BeginAsync(host, Starts(Dispatch, waits: true));
        await host.SettleAsync();
        var second = await host.Instances.StartAsync("parent", correlationId: null, input: null, CancellationToken.None);

        await host.SettleAsync();

        (await StateAsync(host, second)).Incidents.ShouldHaveSingleItem().Message.ShouldContain("Singleton of 'child' allows no instance beside");
        (await ChildrenAsync(host, second)).ShouldBeEmpty();
        (await ChildrenAsync(host, first)).Count.ShouldBe(1);
    }

    [Fact]
    public async Task Start_CarriedOutTwice_StartsOneChild()
    {
        var host = await StartWithChildAsync(Elsa.Delay("wait", Minute));
        var parent = await BeginAsync(host, Starts(Dispatch, waits: true));
        var intent = await host.QueryAsync(db => db.Intents.SingleAsync());
        var call = new IntentCall(intent.Id, parent, null, JsonNode.Parse(intent.Payload)!.AsObject(), 1);
        var starter = host.Get<IEnumerable<IIntentHandler>>().OfType<ChildStarter>().Single();

        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => starter.RunAsync(call, CancellationToken.None))));
        await host.SettleAsync();

        (await ChildrenAsync(host, parent)).Count.ShouldBe(1);
    }

    [Fact]
    public async Task Start_HostStoppedBehindTheParentsCommit_AnotherStartsTheChild()
    {
        var host = await StartWithChildAsync(Gives("Total", "1"));
        var parent = await BeginAsync(host, Starts(Dispatch, waits: true));
        await StopAsync(host);

        var other = await StartAsync();
        (await ChildrenAsync(other, parent)).ShouldBeEmpty();
        await other.SettleAsync();

        (await SubStatusAsync(other, parent)).ShouldBe(WorkflowSubStatus.Finished);
    }

    [Fact]
    public async Task End_HostStoppedBehindTheChildsCommit_AnotherTellsTheParent()
    {
        var host = await StartWithChildAsync(Gives("Total", "1"));
        var parent = await BeginAsync(host, Starts(Dispatch, waits: true));
        (await host.Intents.RunDueAsync(CancellationToken.None)).ShouldBe(1);
        (await host.CountMailAsync()).ShouldBe(1);
        await StopAsync(host);

        var other = await StartAsync();
        await other.SettleAsync();

        (await SubStatusAsync(other, parent)).ShouldBe(WorkflowSubStatus.Finished);
    }

    [Fact]
    public async Task End_DeliveredByTwoAtOnce_IsTakenOnce()
    {
        var taken = 0;
        Task<RuntimeHost> Host() => StartAsync(options => options with { Probe = _ => Interlocked.Increment(ref taken) });
        var (one, two) = (await Host(), await Host());
        await one.PublishAsync(Elsa.Sequence("child", Gives("Total", "1")));
        var parent = await BeginAsync(one, Starts(Dispatch, waits: true), Elsa.Delay("then", Minute), Elsa.Probe());
        await one.Intents.RunDueAsync(CancellationToken.None);

        await Task.WhenAll(
            Task.Run(() => one.Mailbox.SweepAsync(CancellationToken.None), TestContext.Current.CancellationToken),
            Task.Run(() => two.Mailbox.SweepAsync(CancellationToken.None), TestContext.Current.CancellationToken));
        await LaterAsync(one);

        (await SubStatusAsync(one, parent)).ShouldBe(WorkflowSubStatus.Finished);
        (await CompletedAsync(one, parent)).Count(id => id == "start").ShouldBe(1);
    }

    [Fact]
    public async Task Cancel_Parent_CancelsItsChildrenAndTheirs()
    {
        var host = await StartAsync();
        await host.PublishAsync(Elsa.Sequence("grandchild", Elsa.Delay("wait", Minute)));
        await host.PublishAsync(Elsa.Sequence("child", Starts(Dispatch, waits: true, definition: "grandchild")));
        var parent = await BeginAsync(host, Starts(Dispatch, waits: false), Elsa.Delay("stay", Minute));
        await host.SettleAsync();

        await host.Instances.CancelAsync(parent, "enough", CancellationToken.None);
        await host.SettleAsync();

        var child = (await ChildrenAsync(host, parent)).ShouldHaveSingleItem();
        child.SubStatus.ShouldBe(WorkflowSubStatus.Cancelled);
        (await ChildrenAsync(host, child.Id)).ShouldHaveSingleItem().SubStatus.ShouldBe(WorkflowSubStatus.Cancelled);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Cancel_AnInstance_IntendsSomethingOnlyForOneThatHasStartedOthers(bool starts)
    {
        var host = await StartWithChildAsync(Elsa.Delay("wait", Minute));
        var parent = await BeginAsync(host, [.. starts ? [Starts(Dispatch, waits: false)] : Array.Empty<JsonObject>(), Elsa.Delay("stay", Minute)]);
        await host.SettleAsync();

        await host.Instances.CancelAsync(parent, "enough", CancellationToken.None);

        (await host.QueryAsync(db => db.Intents.Select(intent => intent.Kind).ToListAsync())).ShouldBe(starts ? [ChildCanceller.IntentKind] : []);
    }

    [Fact]
    public async Task Cancel_ParentBeforeTheStart_StartsNothing()
    {
        var host = await StartWithChildAsync(Elsa.Delay("wait", Minute));
        var parent = await BeginAsync(host, Starts(Dispatch, waits: true));
        var intent = await host.QueryAsync(db => db.Intents.SingleAsync());
        await host.Instances.CancelAsync(parent, "enough", CancellationToken.None);

        await host.SettleAsync();
        // Also by a replica that had begun before.
        await host.Get<IEnumerable<IIntentHandler>>().OfType<ChildStarter>().Single().RunAsync(
            new IntentCall(intent.Id, parent, null, JsonNode.Parse(intent.Payload)!.AsObject(), 1), CancellationToken.None);

        (await ChildrenAsync(host, parent)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Cancel_Child_LetsTheParentGoOn()
    {
        var host = await StartWithChildAsync(Elsa.Delay("wait", Minute));
        var parent = await BeginAsync(host, Starts(Execute, waits: true), Gives("Got", "variables.R.subStatus"));
        await host.SettleAsync();

        await host.Instances.CancelAsync((await ChildrenAsync(host, parent)).Single().Id, "enough", CancellationToken.None);
        await host.SettleAsync();

        (await StateAsync(host, parent)).Output["Got"]!.GetValue<string>().ShouldBe("Cancelled");
    }

    [Fact]
    public async Task End_ParentWaitsNoLonger_IsDropped()
    {
        var host = await StartWithChildAsync(Elsa.Delay("wait", Minute));
        var parent = await BeginAsync(host, Race(Starts(Dispatch, waits: true), Elsa.Delay("hurry", "00:00:10")));
        await host.SettleAsync();
        Time.Advance(TimeSpan.FromSeconds(10));
        await host.Timers.FireDueAsync(CancellationToken.None);
        (await SubStatusAsync(host, parent)).ShouldBe(WorkflowSubStatus.Finished);

        await LaterAsync(host);

        (await ChildrenAsync(host, parent)).ShouldHaveSingleItem().SubStatus.ShouldBe(WorkflowSubStatus.Finished);
        (await host.CountMailAsync()).ShouldBe(0);
    }

    [Fact]
    public async Task End_ParentHasFaulted_WaitsForARetry()
    {
        var host = await StartWithChildAsync(Elsa.Delay("wait", Minute));
        var parent = await BeginAsync(
            host,
            Parallel(Starts(Dispatch, waits: true), Elsa.Activity("Elsa.Sequence", "side", ("activities", new JsonArray(
                Elsa.Delay("soon", "00:00:10"), Elsa.Activity("Elsa.Fault", "fault"))))));
        await host.SettleAsync();
        Time.Advance(TimeSpan.FromSeconds(10));
        await host.Timers.FireDueAsync(CancellationToken.None);
        (await SubStatusAsync(host, parent)).ShouldBe(WorkflowSubStatus.Faulted);

        await LaterAsync(host);

        (await host.QueryAsync(db => db.Mailbox.Select(mail => mail.InstanceId).SingleAsync())).ShouldBe(parent);
    }

    [Fact]
    public async Task Bulk_Waiting_RunsThePortOfEachEndAndGoesOnWhenAllAreIn()
    {
        var (good, bad) = (0, 0);
        var (one, two) = (
            await StartAsync(options => options with { Probe = context => Interlocked.Increment(ref context.ActivityId == "good" ? ref good : ref bad) }),
            await StartAsync(options => options with { Probe = context => Interlocked.Increment(ref context.ActivityId == "good" ? ref good : ref bad) }));
        await one.PublishAsync(Elsa.Sequence(
            "child",
            Elsa.Delay("wait", Minute),
            Elsa.Activity("Elsa.RunJavaScript", "work", ("script", Elsa.Literal("String", "if (getInput('Item') % 3 == 0) throw new Error('three')")))));
        var bulk = Elsa.Activity(
            "Elsa.BulkDispatchWorkflows", "bulk",
            ("workflowDefinitionId", Elsa.Literal("String", "child")),
            ("items", Elsa.Expression("Object", "JavaScript", "Array.from({ length: 20 }, (_, i) => i + 1)")),
            ("correlationIdFunction", Elsa.Expression("String", "JavaScript", "`item-${Item}`")),
            ("childCompleted", Elsa.Probe("good")), ("childFaulted", Elsa.Probe("bad")));
        var parent = await BeginAsync(one, bulk);
        await one.SettleAsync();
        (await ChildrenAsync(one, parent)).Select(child => child.CorrelationId).Order().ShouldBe(
            Enumerable.Range(1, 20).Select(number => $"item-{number}").Order());

        Time.Advance(TimeSpan.FromMinutes(1));
        await Task.WhenAll(new[] { one, two }.Select(host => Task.Run(async () =>
        {
            await host.Timers.FireDueAsync(CancellationToken.None);
            await host.SettleAsync();
        })));
        await one.SettleAsync();

        var completed = await CompletedAsync(one, parent);
        (completed.Count(id => id == "good"), completed.Count(id => id == "bad"), completed.Count(id => id == "bulk")).ShouldBe((14, 6, 1));
        (await SubStatusAsync(one, parent)).ShouldBe(WorkflowSubStatus.Finished);
        (await one.CountMailAsync()).ShouldBe(0);
    }

    [Fact]
    public async Task Dispatch_ItselfForEver_EndsAtTheLimit()
    {
        var host = await StartAsync(options => options with { Configure = runtime => runtime.Engine.MaxChildDepth = 5 });
        await host.PublishAsync(Elsa.Sequence("child", Starts(Dispatch, waits: false)));
        await host.Instances.StartAsync("child", correlationId: null, input: null, CancellationToken.None);

        await host.SettleAsync();

        var page = await host.Instances.ListAsync(new InstanceFilter(), new PageRequest(Cursor: null, Limit: null), CancellationToken.None);
        page.Items.Count.ShouldBe(6);
        page.Items.Count(instance => instance.SubStatus == WorkflowSubStatus.Faulted).ShouldBe(1);
        (await host.QueryAsync(db => db.Incidents.Select(incident => incident.Message).SingleAsync())).ShouldContain("already 5 instances above this one");
    }

    [Fact]
    public async Task Execute_InTheBackground_StartsTheChildBehindTheFirstCommit()
    {
        var host = await StartWithChildAsync(Gives("Total", "9"));
        var parent = await BeginAsync(host, Starts(Execute, waits: true).With("runAsynchronously", true), Gives("Got", "variables.R.output.Total"));
        (await host.QueryAsync(db => db.Intents.Select(intent => intent.Kind).SingleAsync())).ShouldBe(IntentKinds.Background);

        await host.SettleAsync();

        (await StateAsync(host, parent)).Output["Got"]!.GetValue<int>().ShouldBe(9);
    }

    private static JsonObject Starts(string type, bool waits, string definition = "child")
    {
        var activity = Elsa.Activity(
            type, "start",
            ("workflowDefinitionId", Elsa.Literal("String", definition)),
            ("correlationId", Elsa.Literal("String", "corr-7")),
            ("input", Elsa.Expression("ObjectDictionary", "Object", """{"Amount":21}""")),
            ("waitForCompletion", Elsa.Literal("Boolean", waits ? "true" : "false")));
        activity["result"] = new JsonObject { ["typeName"] = "Object", ["memoryReference"] = new JsonObject { ["id"] = "R" } };
        return activity;
    }

    private static JsonObject Gives(string output, string script) => Elsa.Activity(
        "Elsa.SetOutput", "give-" + output, ("outputName", Elsa.Literal("String", output)), ("outputValue", Elsa.Expression("Object", "JavaScript", script)));

    private static JsonObject Race(params JsonObject[] branches) =>
        Elsa.Activity("Elsa.Fork", "race", ("branches", new JsonArray([.. branches])), ("joinMode", "WaitAny"));

    private static JsonObject Parallel(params JsonObject[] branches) => Elsa.Activity("Elsa.Parallel", "both", ("activities", new JsonArray([.. branches])));

    private static async Task<string> BeginAsync(RuntimeHost host, params JsonObject[] activities)
    {
        await host.PublishAsync(Elsa.Sequence("parent", activities));
        return await host.Instances.StartAsync("parent", correlationId: null, input: null, CancellationToken.None);
    }

    private static async Task<IReadOnlyList<InstanceSummary>> ChildrenAsync(RuntimeHost host, string parent)
    {
        var page = await host.Instances.ListAsync(
            new InstanceFilter { ParentInstanceId = parent }, new PageRequest(Cursor: null, Limit: null), CancellationToken.None);
        return page.Items;
    }

    private static async Task<IReadOnlyList<string>> CompletedAsync(RuntimeHost host, string instanceId)
    {
        var journal = await host.Instances.ReadJournalAsync(instanceId, new PageRequest(Cursor: null, Limit: 200), CancellationToken.None);
        return [.. journal.Items.Where(entry => entry.EventName == JournalEvents.Completed).Select(entry => entry.ActivityId)];
    }

    private static async Task<InstanceState> StateAsync(RuntimeHost host, string instanceId) =>
        (await host.Instances.FindStateAsync(instanceId, CancellationToken.None)).ShouldNotBeNull();

    private static async Task<WorkflowSubStatus> SubStatusAsync(RuntimeHost host, string instanceId) => (await StateAsync(host, instanceId)).SubStatus;

    private async Task<RuntimeHost> StartWithChildAsync(params JsonObject[] activities)
    {
        var host = await StartAsync();
        await host.PublishAsync(Elsa.Sequence("child", activities));
        return host;
    }

    /// <summary>After the minute that delays take here.</summary>
    private async Task LaterAsync(RuntimeHost host)
    {
        await host.SettleAsync();
        Time.Advance(TimeSpan.FromMinutes(1));
        await host.Timers.FireDueAsync(CancellationToken.None);
        await host.SettleAsync();
    }
}
