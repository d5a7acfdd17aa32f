using System.Text.Json.Nodes;
using Delivery.Workflows.Tests.Support;
using Shouldly;
using static Delivery.Workflows.Tests.Support.Flow;

namespace Delivery.Workflows.Tests.Compensation;

/// <summary>When undos run, in which order, and where the flow goes on.</summary>
public sealed class CompensationTests
{
    [Fact]
    public void Fault_InTheBody_UndoesTheLatestFirstAndLeavesCompensated()
    {
        var instance = Instance.Start(
            Chart(
                "f",
                [
                    Scope("s", Sequence("q", Done("a"), Done("b"), Script("bad", "nope()"), Done("c"))).With("message", To("v-why")),
                    Line("done"),
                    LineJs("compensated", "getWhy().includes('nope')"),
                ],
                "s:Done->done", "s:Compensated->compensated"),
            [Variable("why")]);

        instance.ShouldBeFinished().ShouldHaveSaid("a", "b", "undo b", "undo a", "True");
        instance.State.Incidents.Single().ActivityId.ShouldBe("bad");
        instance.EventsOf("s").ShouldBe(["Started", "Compensating", "Completed"]);
        instance.EventsOf("a").ShouldBe(["Started", "Undo registered", "Completed", "Started", "Undoing", "Completed"]);
    }

    [Fact]
    public void Body_Completed_UndoesNothing() =>
        Instance.Start(Chart("f", [Scope("s", Sequence("q", Done("a"))), Line("done"), Line("compensated")], "s:Done->done", "s:Compensated->compensated"))
            .ShouldBeFinished().ShouldHaveSaid("a", "done");

    [Fact]
    public void Interrupted_UndosThatWait_RunBeforeTheFlowGoesOn()
    {
        var instance = Instance.Start(Chart(
            "f",
            [Interruptible("i", Scope("s", Sequence("q", Done("a"), Step("b", Line("lb"), Sequence("ub", Line("undo b"), Event("answer"))), Event("body")))), Line("out")],
            "i:Interrupted->out"));
        var stale = instance.State.Bookmarks.Single(bookmark => bookmark.ActivityId == "body").Id;

        instance.Resume("i").ShouldBeWaiting("answer").ShouldHaveSaid("a", "lb", "undo b");
        instance.Resume(new BookmarkResumption { BookmarkId = stale }).Last.Applied.ShouldBeFalse();
        instance.Resume("answer").ShouldBeFinished().ShouldHaveSaid("a", "lb", "undo b", "undo a", "out");
    }

    [Fact]
    public void Cancel_OfTheInstance_EndsItBehindItsUndos()
    {
        var instance = Instance.Start(Sequence("m", Scope("s", Sequence("q", Waiting("a"), Waiting("b"), Event("body"))), Line("after")));

        instance.Cancel("no longer wanted").ShouldBeWaiting("answer b");
        instance.State.IsCancelling.ShouldBeTrue();
        instance.Cancel().Last.Applied.ShouldBeFalse();
        instance.Resume("answer b").ShouldBeWaiting("answer a").Resume("answer a");

        instance.State.SubStatus.ShouldBe(WorkflowSubStatus.Cancelled);
        instance.State.IsCancelling.ShouldBeFalse();
        instance.ShouldHaveSaid("undo b", "undo a");
        instance.Journal.First(entry => entry.EventName == JournalEvents.WorkflowCancelled).Message.ShouldBe("no longer wanted");
        instance.Records.Values.Where(record => record.CompletedAt is null).ShouldBeEmpty();
    }

    [Fact]
    public void Compensate_BesideAnotherBranch_StopsItAndUndoes()
    {
        var instance = Instance.Start(Chart(
            "f",
            [
                Scope("s", Activity("p", "Elsa.Parallel", ("activities", new JsonArray(Sequence("q", Done("a"), Event("e")), Sequence("r", Event("go"), Activity("c", "Delivery.Compensate"), Line("never")))))),
                Line("compensated"),
            ],
            "s:Compensated->compensated"));

        instance.Resume("go").ShouldBeFinished().ShouldHaveSaid("a", "undo a", "compensated");
        instance.EventsOf("e").Last().ShouldBe("Canceled");
        instance.State.Incidents.ShouldBeEmpty();
    }

    [Fact]
    public void Compensate_OutsideOfAScope_Faults() =>
        Instance.Start(Activity("c", "Delivery.Compensate")).State.Incidents.Single().Message.ShouldContain("not inside a compensation scope");

    [Fact]
    public void Scope_InsideAnother_LeavesItsUndosToIt()
    {
        var instance = Instance.Start(Scope("o", Sequence("q", Done("a"), Scope("i", Sequence("r", Done("b"), Done("c"))), Done("d"), Script("bad", "nope()"))));

        instance.ShouldBeFinished().ShouldHaveSaid("a", "b", "c", "d", "undo d", "undo c", "undo b", "undo a");
    }

    [Fact]
    public void Scope_InsideAnotherThatConfirms_IsFinal() =>
        Instance.Start(Scope("o", Sequence("q", Done("a"), Scope("i", Done("b")).With("confirm", true), Script("bad", "nope()"))))
            .ShouldBeFinished().ShouldHaveSaid("a", "b", "undo a");

    [Fact]
    public void Scope_InsideAnotherStillRunning_IsUndoneByTheOuterInOneOrder()
    {
        var instance = Instance.Start(Scope("o", Activity("p", "Elsa.Parallel", ("activities", new JsonArray(
            Sequence("q", Done("a"), Event("go"), Done("d"), Script("bad", "nope()")),
            Scope("i", Sequence("r", Done("b"), Event("on"), Done("c"), Event("e"))))))));

        instance.Resume("on").Resume("go").ShouldBeFinished().ShouldHaveSaid("a", "b", "c", "d", "undo d", "undo c", "undo b", "undo a");
    }

    [Fact]
    public void Break_BesideTheScope_Undoes()
    {
        var fork = Activity("k", "Elsa.Fork", ("joinMode", "WaitAny"), ("branches", new JsonArray(
            Scope("s", Sequence("q", Done("a"), Event("e"))),
            Sequence("r", Event("go"), Activity("b", "Elsa.Break")))));
        var instance = Instance.Start(Sequence("m", Activity("w", "Elsa.While", ("condition", Js("true")), ("body", fork)), Line("after")));

        instance.Resume("go").ShouldBeFinished().ShouldHaveSaid("a", "undo a", "after");
    }

    [Fact]
    public void Step_UndoneFromItsStart_IsUndoneOnceWhetherItCompletedOrNot()
    {
        var instance = Instance.Start(Scope("s", Sequence("q", Done("a").With("undoFrom", "Start"), Step("b", Event("e"), Line("undo b")).With("undoFrom", "Start"))));

        instance.Cancel().State.SubStatus.ShouldBe(WorkflowSubStatus.Cancelled);
        instance.ShouldHaveSaid("a", "undo b", "undo a");
    }

    [Fact]
    public void Step_NotCompleted_IsNotUndone() =>
        Instance.Start(Scope("s", Step("b", Event("e"), Line("undo b")))).Cancel().ShouldHaveSaid();

    [Fact]
    public void Fault_LeftAsItIs_IsRepairedOrUndoneOnCancel()
    {
        JsonObject Root() => Scope("s", Sequence(
            "q", Done("a"), LineJs("once", "if (getVariable('Tried') !== true) { setVariable('Tried', true); throw 'once'; } return 'well'"), Event("e"))).With("onFault", "LeaveIt");

        var repaired = Instance.Start(Root());
        repaired.State.SubStatus.ShouldBe(WorkflowSubStatus.Faulted);
        repaired.Retry().Resume("e").ShouldBeFinished().ShouldHaveSaid("a", "well");

        var cancelled = Instance.Start(Root()).Cancel();
        cancelled.State.SubStatus.ShouldBe(WorkflowSubStatus.Cancelled);
        cancelled.ShouldHaveSaid("a", "undo a");
    }

    [Fact]
    public void Complete_InsideTheScope_LeavesItWell() =>
        Instance.Start(Scope("s", Sequence("q", Done("a"), Complete("c", "Paid"), Line("never")))).ShouldBeFinished().ShouldHaveSaid("a");

    [Fact]
    public void Finish_InsideTheScope_LeavesItWell() =>
        Instance.Start(Scope("s", Sequence("q", Done("a"), Activity("f", "Elsa.Finish"), Line("never")))).ShouldBeFinished().ShouldHaveSaid("a");

    [Fact]
    public void Complete_InsideAnUndo_EndsThatUndoOnly() =>
        Instance.Start(Scope("s", Sequence("q", Done("a"), Step("b", Line("lb"), Sequence("u", Line("undo b"), Complete("c", "x"), Line("never"))), Script("bad", "nope()"))))
            .ShouldBeFinished().ShouldHaveSaid("a", "lb", "undo b", "undo a");

    [Fact]
    public void Finish_BesideTheScope_EndsTheInstanceBehindItsUndos()
    {
        var instance = Instance.Start(Activity("p", "Elsa.Parallel", ("activities", new JsonArray(
            Scope("s", Sequence("q", Waiting("a"), Event("e"))), Sequence("r", Event("go"), Activity("f", "Elsa.Finish"))))));

        instance.Resume("go").ShouldBeWaiting("answer a").Resume("answer a").ShouldBeFinished().ShouldHaveSaid("undo a");
    }

    [Theory]
    [InlineData(FlowchartMode.TokenBased)]
    [InlineData(FlowchartMode.CounterBased)]
    public void Race_WhoseLoserStillUndoes_RunsWhatIsBehindBoth(FlowchartMode mode)
    {
        var instance = Instance.Start(
            Chart(
                "f",
                [
                    Fork("k", "A", "B"), Scope("s", Sequence("q", Waiting("a"), Event("e"))), Event("go"), Join("j", "WaitAny"), Line("x"), Join("m", "WaitAllActive"),
                ],
                "k:A->s", "k:B->go", "s->j", "go->j", "s:Compensated->x", "x->m", "j->m"),
            options: new WorkflowEngineOptions { FlowchartMode = mode });

        instance.Resume("go").ShouldBeWaiting("answer a");
        instance.Resume("answer a").ShouldBeFinished().ShouldHaveSaid("undo a");
        instance.EventsOf("m").ShouldBe(["Started", "Completed"]);
    }

    [Fact]
    public void Fault_WhileARequestWaits_IsAnsweredByTheUndo()
    {
        var endpoint = Activity("e", "Elsa.HttpEndpoint", ("path", Literal("orders"))).With("customProperties", new JsonObject { ["canStartWorkflow"] = true });
        var answer = Activity("w", "Elsa.WriteHttpResponse", ("content", Literal("sorry")), ("statusCode", Literal("Conflict")));
        var instance = Instance.Start(
            Sequence("m", endpoint, Scope("s", Sequence("q", Step("a", null, answer), Script("bad", "nope()")))),
            start: new StartInstance { InstanceId = "i1", TriggerActivityId = "e", TriggerInput = new JsonObject { ["requestId"] = "r1" } });

        instance.ShouldBeFinished();
        instance.Last.Effects.OfType<HttpReply>().ShouldHaveSingleItem().StatusCode.ShouldBe(409);
    }

    [Fact]
    public void Compensate_WhileOtherInstancesAreWaitedFor_CancelsThose()
    {
        var instance = Instance.Start(Scope("s", Activity("p", "Elsa.Parallel", ("activities", new JsonArray(
            Child("x"), Sequence("q", Event("go"), Activity("c", "Delivery.Compensate")))))));
        var started = ((Intent)instance.Last.Effects.Single()).Payload["instances"]![0]!["id"]!.GetValue<string>();

        var cancelled = instance.Resume("go").ShouldBeFinished().Last.Effects.ShouldHaveSingleItem().ShouldBeOfType<Intent>();

        (cancelled.Kind, cancelled.BookmarkId).ShouldBe((IntentKinds.CancelWorkflows, null));
        cancelled.Payload["instances"]!.AsArray().Select(id => id!.GetValue<string>()).ShouldBe([started]);
    }

    [Fact]
    public void Race_OverAnInstanceThatIsWaitedFor_LeavesItRunning()
    {
        var fork = Activity("k", "Elsa.Fork", ("joinMode", "WaitAny"), ("branches", new JsonArray(Child("x"), Event("go"))));

        Instance.Start(Scope("s", fork)).Resume("go").ShouldBeFinished().Last.Effects.ShouldBeEmpty();
    }

    private static JsonObject Child(string id) => Activity(
        id, "Elsa.ExecuteWorkflow", ("workflowDefinitionId", Literal("other")), ("waitForCompletion", Literal("true")));

    private static JsonObject Done(string name) => Step(name, Line($"do {name}", name), Line($"line {name}", $"undo {name}"));

    private static JsonObject Waiting(string name) =>
        Step(name, null, Sequence($"sequence {name}", Line($"line {name}", $"undo {name}"), Event($"answer {name}")));
}
