using System.Text.Json.Nodes;
using Delivery.Contracts.Payments;
using Delivery.ServiceDefaults.Paging;
using Delivery.ServiceDefaults.Problems;
using Delivery.Testing.Servers;
using Delivery.Workflows.Runtime.Alterations;
using Delivery.Workflows.Runtime.Instances;
using Delivery.Workflows.Runtime.Intents;
using Delivery.Workflows.Runtime.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Shouldly;
using Xunit;

namespace Delivery.Workflows.Runtime.Tests.Compensation;

/// <summary>Undos on a real database: each burst is a transaction, and any replica may commit the next.</summary>
public abstract class CompensationTests(TestDatabase database) : RuntimeTests(database)
{
    private const string Order = "ord_1";
    private const string Placed = "Orders.OrderPlaced";
    private const string Cooking = "Stores.CookingStarted";

    [Fact]
    public async Task Cancel_StepsWithUndosThatWait_UndoesEachOnceThoughReplicasComeAndGo()
    {
        var first = await StartAsync();
        await first.PublishAsync(Elsa.Sequence(
            "order",
            Elsa.StartsWith(Placed),
            Elsa.Scope("scope", Elsa.Step("one", Elsa.Asks("undo-one")), Elsa.Step("two", Elsa.Asks("undo-two")), Elsa.WaitsFor(Cooking))));
        await first.TakeAsync(TestMessages.Placed(Order));
        var id = (await first.InstanceOfAsync(Order)).Id;

        await first.Instances.CancelAsync(id, "no longer wanted", CancellationToken.None);
        var two = Questions(first).ShouldHaveSingleItem();
        await StopAsync(first);

        var second = await StartAsync();
        (await second.InstanceOfAsync(Order)).SubStatus.ShouldBe(WorkflowSubStatus.Suspended);
        await second.TakeAsync(TestMessages.Cooking(Order));
        var answer = Guid.CreateVersion7();
        await second.TakeAsync(TestMessages.Captured(Order, two.RequestId), answer);
        await second.TakeAsync(TestMessages.Captured(Order, two.RequestId), answer);
        await second.TakeAsync(TestMessages.Captured(Order, two.RequestId));
        var one = Questions(second).Single(question => question.RequestId != two.RequestId);
        await StopAsync(second);

        var third = await StartAsync();
        await third.TakeAsync(TestMessages.Captured(Order, one.RequestId));

        (await third.InstanceOfAsync(Order)).SubStatus.ShouldBe(WorkflowSubStatus.Cancelled);
        Questions(third).Count.ShouldBe(2);
        (await third.CompletedAsync(Order)).ShouldBe(["start", "one", "two", "undo-two", "two", "undo-one", "one"]);
        (await third.QueryAsync(db => db.Bookmarks.CountAsync())).ShouldBe(0);
    }

    [Fact]
    public async Task Cancel_ByTwoReplicasAtOnce_UndoesOnce()
    {
        var one = await StartAsync();
        var two = await StartAsync();
        await one.PublishAsync(Elsa.Sequence("order", Elsa.StartsWith(Placed), Elsa.Scope("scope", Elsa.Step("step", Elsa.Asks("undo")), Elsa.WaitsFor(Cooking))));
        await one.TakeAsync(TestMessages.Placed(Order));
        var id = (await one.InstanceOfAsync(Order)).Id;

        var refusals = await Task.WhenAll(new[] { one, two }.Select(host => Task.Run(
            async () =>
            {
                try
                {
                    await host.Instances.CancelAsync(id, "twice", CancellationToken.None);
                    return null;
                }
                catch (ProblemException problem)
                {
                    return problem;
                }
            },
            TestContext.Current.CancellationToken)));

        refusals.OfType<ProblemException>().ShouldHaveSingleItem().Type.ShouldBe(WorkflowProblems.InstanceCancelling);
        Questions(one).ShouldHaveSingleItem();
    }

    [Fact]
    public async Task Undo_ThatFails_IsRetriedByTimerGivenUpAndRepaired()
    {
        var isBroken = true;
        var host = await StartAsync(options => options with { Probe = _ => { if (isBroken) { throw new InvalidOperationException("broken"); } } });
        await host.PublishAsync(Elsa.Sequence(
            "order", Elsa.StartsWith(Placed), Elsa.Scope("scope", Elsa.Step("one", Elsa.Asks("undo-one")), Elsa.Step("two", Elsa.Probe()), Elsa.WaitsFor(Cooking))));
        await host.TakeAsync(TestMessages.Placed(Order));
        var id = (await host.InstanceOfAsync(Order)).Id;
        await host.Instances.CancelAsync(id, "x", CancellationToken.None);
        Questions(host).ShouldBeEmpty();

        Time.Advance(TimeSpan.FromSeconds(10));
        (await host.Timers.FireDueAsync(CancellationToken.None)).ShouldBe(1);

        var one = Questions(host).ShouldHaveSingleItem();
        await host.TakeAsync(TestMessages.Captured(Order, one.RequestId));
        var given = await host.InstanceOfAsync(Order);
        (given.SubStatus, given.IncidentCount).ShouldBe((WorkflowSubStatus.Faulted, 1));

        isBroken = false;
        (await host.Instances.RetryAsync(id, "operator-1", CancellationToken.None)).ShouldBe(1);
        (await host.InstanceOfAsync(Order)).SubStatus.ShouldBe(WorkflowSubStatus.Cancelled);
        (await host.Instances.RetryAsync(id, "operator-1", CancellationToken.None)).ShouldBe(0);
    }

    [Fact]
    public async Task ResolveUndo_GivenUp_LetsTheInstanceEnd()
    {
        var host = await StartAsync(options => options with { Probe = _ => throw new InvalidOperationException("broken") });
        await host.PublishAsync(Elsa.Sequence("order", Elsa.StartsWith(Placed), Elsa.Scope("scope", Elsa.Step("step", Elsa.Probe()), Elsa.WaitsFor(Cooking))));
        await host.TakeAsync(TestMessages.Placed(Order));
        var id = (await host.InstanceOfAsync(Order)).Id;
        await host.Instances.CancelAsync(id, "x", CancellationToken.None);
        Time.Advance(TimeSpan.FromSeconds(10));
        await host.Timers.FireDueAsync(CancellationToken.None);
        var incident = (await host.Instances.FindStateAsync(id, CancellationToken.None))!.Incidents.Single();

        (await Should.ThrowAsync<ProblemException>(() => ResolveAsync("unknown"))).Type.ShouldBe(WorkflowProblems.AlterationRefused);
        (await ResolveAsync(incident.ActivityInstanceId)).ShouldBeTrue();

        (await host.InstanceOfAsync(Order)).SubStatus.ShouldBe(WorkflowSubStatus.Cancelled);

        Task<bool> ResolveAsync(string undo) => host.Get<WorkflowAlterations>().RunAsync(
            id, new AlterationOrder { Alterations = [new ResolveUndo(undo)], By = "operator-1" }, CancellationToken.None);
    }

    [Fact]
    public async Task Undo_ThatIntends_IsDoneAgainUnderAnotherKeyWhenItFailed()
    {
        var calls = new List<IntentCall>();
        var host = await StartAsync(options => options with
        {
            Intend = (call, _) =>
            {
                calls.Add(call);
                return Task.FromResult(calls.Count == 1 ? IntentOutcome.Fail("the kitchen is closed") : IntentOutcome.Resume("done"));
            },
        });
        await host.PublishAsync(Elsa.Sequence(
            "order", Elsa.StartsWith(Placed), Elsa.Scope("scope", Elsa.Step("one", Elsa.Intends("undo")), Elsa.Intends("never"))));
        await host.TakeAsync(TestMessages.Placed(Order));
        await host.Instances.CancelAsync((await host.InstanceOfAsync(Order)).Id, "x", CancellationToken.None);

        await host.SettleAsync();
        (await host.InstanceOfAsync(Order)).SubStatus.ShouldBe(WorkflowSubStatus.Suspended);
        Time.Advance(TimeSpan.FromSeconds(10));
        await host.Timers.FireDueAsync(CancellationToken.None);
        await host.SettleAsync();

        (await host.InstanceOfAsync(Order)).SubStatus.ShouldBe(WorkflowSubStatus.Cancelled);
        calls.Select(call => call.Payload["activity"]!.GetValue<string>()).ShouldBe(["undo", "undo"], "what the body wanted was never begun");
        calls[0].Key.ShouldNotBe(calls[1].Key);
        (await host.QueryAsync(db => db.Intents.CountAsync())).ShouldBe(0);
    }

    [Fact]
    public async Task Fault_WhileAChildIsWaitedFor_CancelsTheChildWhichUndoesWhatItDid()
    {
        var host = await StartAsync();
        await host.PublishAsync(Elsa.Sequence("child", Elsa.Scope("inner", Elsa.Step("theirs", Elsa.Asks("undo-theirs")), Elsa.WaitsFor(Cooking, "stay"))));
        await host.PublishAsync(Elsa.Sequence(
            "order",
            Elsa.StartsWith(Placed),
            Elsa.Scope(
                "scope",
                Elsa.Step("ours", Elsa.Asks("undo-ours")),
                Elsa.Activity("Elsa.Parallel", "both", ("activities", new JsonArray(
                    Child("Elsa.ExecuteWorkflow", "execute", "child", waits: true),
                    Elsa.Activity("Elsa.Sequence", "other", ("activities", new JsonArray(Elsa.Event("go", "Go"), Elsa.Activity("Elsa.Fault", "fault"))))))))));
        await host.TakeAsync(TestMessages.Placed(Order));
        var parent = (await host.InstanceOfAsync(Order)).Id;
        await host.SettleAsync();
        var child = (await ChildrenAsync(host, parent)).ShouldHaveSingleItem();

        await host.PublishAsync(Elsa.Sequence("signal", Elsa.Publish("publish", "Go")));
        await host.Instances.StartAsync("signal", Order, input: null, CancellationToken.None);
        await host.SettleAsync();

        Questions(host).Count.ShouldBe(2);
        await AnswerAsync(host, child.Id);
        (await host.Instances.FindAsync(child.Id, CancellationToken.None))!.SubStatus.ShouldBe(WorkflowSubStatus.Cancelled);
        await AnswerAsync(host, parent);
        await host.SettleAsync();
        (await host.Instances.FindAsync(parent, CancellationToken.None))!.SubStatus.ShouldBe(WorkflowSubStatus.Finished);
        (await host.CountMailAsync()).ShouldBe(0);
    }

    [Fact]
    public async Task Cancel_ChildrenAndUndosThatStartSome_CancelsThoseAtOnceAndLeavesThese()
    {
        var host = await StartAsync();
        await host.PublishAsync(Elsa.Sequence("child", Elsa.Delay("stay", "00:01:00")));
        await host.PublishAsync(Elsa.Sequence("refund", Elsa.Delay("refunding", "00:01:00")));
        await host.PublishAsync(Elsa.Sequence(
            "order",
            Elsa.StartsWith(Placed),
            Child("Elsa.DispatchWorkflow", "dispatch", "child", waits: false),
            Elsa.Scope("scope", Elsa.Step("one", Elsa.Asks("undo-one")), Elsa.Step("two", Child("Elsa.DispatchWorkflow", "undo-two", "refund", waits: false)), Elsa.WaitsFor(Cooking))));
        await host.TakeAsync(TestMessages.Placed(Order));
        var id = (await host.InstanceOfAsync(Order)).Id;
        await host.SettleAsync();

        await host.Instances.CancelAsync(id, "x", CancellationToken.None);
        await host.SettleAsync();

        (await host.Instances.FindAsync(id, CancellationToken.None))!.SubStatus.ShouldBe(WorkflowSubStatus.Suspended, "it waits for the undo of its first step");
        (await StatusesAsync()).ShouldBe([("child", WorkflowSubStatus.Cancelled), ("refund", WorkflowSubStatus.Suspended)]);
        await AnswerAsync(host, id);
        await host.SettleAsync();
        (await host.Instances.FindAsync(id, CancellationToken.None))!.SubStatus.ShouldBe(WorkflowSubStatus.Cancelled);
        Time.Advance(TimeSpan.FromMinutes(1));
        await host.Timers.FireDueAsync(CancellationToken.None);
        (await StatusesAsync()).ShouldBe([("child", WorkflowSubStatus.Cancelled), ("refund", WorkflowSubStatus.Finished)]);

        async Task<IEnumerable<(string, WorkflowSubStatus)>> StatusesAsync() =>
            (await ChildrenAsync(host, id)).Select(child => (child.DefinitionId, child.SubStatus)).OrderBy(child => child.DefinitionId, StringComparer.Ordinal);
    }

    private static JsonObject Child(string type, string id, string definition, bool waits) => Elsa.Activity(
        type, id, ("workflowDefinitionId", Elsa.Literal("String", definition)), ("correlationId", Elsa.Literal("String", Order)),
        ("waitForCompletion", Elsa.Literal("Boolean", waits ? "true" : "false")));

    private static async Task<IReadOnlyList<InstanceSummary>> ChildrenAsync(RuntimeHost host, string parent) => (await host.Instances.ListAsync(
        new InstanceFilter { ParentInstanceId = parent }, new PageRequest(Cursor: null, Limit: null), CancellationToken.None)).Items;

    private static Task AnswerAsync(RuntimeHost host, string instanceId) => host.TakeAsync(TestMessages.Captured(
        Order, Questions(host).Single(question => question.RequestId!.StartsWith(instanceId, StringComparison.Ordinal)).RequestId));

    private static IReadOnlyList<CapturePayment> Questions(RuntimeHost host) => [.. host.Sent.OfType<CapturePayment>()];
}
