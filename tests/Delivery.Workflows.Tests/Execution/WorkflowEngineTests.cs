using System.Text.Json.Nodes;
using Delivery.Workflows.Tests.Support;
using Shouldly;
using static Delivery.Workflows.Tests.Support.Flow;

namespace Delivery.Workflows.Tests.Execution;

public sealed class WorkflowEngineTests
{
    private static readonly string[] ForkToBoth = ["k:A->a", "k:B->b"];

    [Fact]
    public void Start_Sequence_WritesElsasJournal()
    {
        var instance = Instance.Start(Sequence("s", Line("a"), Event("e"))).Resume("e");

        instance.Journal.Select(entry => $"{entry.Sequence} {entry.ActivityNodeId} {entry.EventName}").ShouldBe(
        [
            "0 Workflow1 Started", "1 Workflow1:s Started", "2 Workflow1:s:a Started", "3 Workflow1:s:a Completed", "4 Workflow1:s:e Started",
            "5 Workflow1:s:e Suspended", "6 Workflow1:s:e Resumed", "7 Workflow1:s:e Completed", "8 Workflow1:s Completed", "9 Workflow1 Completed",
        ]);
        instance.Journal.Select(entry => entry.Id).ShouldBeUnique();
    }

    [Fact]
    public void Start_Event_RecordsStateAndOutputs()
    {
        var instance = Instance.Start(Sequence("s", Event("e", "Paid"))).Resume("e", new JsonObject { ["amount"] = 12 });

        var record = instance.Records.Values.Single(record => record.ActivityId == "e");
        record.ActivityState!.ToJsonString().ShouldBe("""{"EventName":"Paid"}""");
        record.Outputs!.ToJsonString().ShouldBe("""{"Result":{"amount":12}}""");
        record.Status.ShouldBe(ActivityStatus.Completed);
        record.ParentId.ShouldBe(instance.Records.Values.Single(parent => parent.ActivityId == "s").Id);
        record.CallStackDepth.ShouldBe(2);
    }

    [Fact]
    public void Start_FinishedExecutions_AreDroppedFromTheState()
    {
        var instance = Instance.Start(Sequence("s", Line("gone"), Event("e")));

        var state = System.Text.Encoding.UTF8.GetString(instance.State.Serialize());
        state.ShouldNotContain("gone");
        state.ShouldContain("Workflow1:s:e");
    }

    [Fact]
    public void Start_VariableOverrides_ReplaceDefaultsAndAddNewOnes()
    {
        var start = new StartInstance { InstanceId = "i1", Variables = new JsonObject { ["Timeout"] = "00:00:02", ["Extra"] = 5 } };

        Instance.Start(Sequence("s", Event("e"), LineJs("l", "getTimeout() + getVariable('Extra')")), [Variable("Timeout", "TimeSpan", "01:00:00")], start)
            .Resume("e").ShouldBeFinished().ShouldHaveSaid("00:00:025");
    }

    [Fact]
    public void Start_Input_SurvivesSuspension()
    {
        var start = new StartInstance { InstanceId = "i1", Input = new JsonObject { ["order"] = new JsonObject { ["id"] = 7 } } };

        var instance = Instance.Start(Sequence("s", Event("e"), LineJs("l", "getInput('order').id")), null, start).Resume("e");

        instance.ShouldBeFinished().ShouldHaveSaid("7");
        instance.State.Input.ToJsonString().ShouldBe("""{"order":{"id":7}}""");
    }

    [Fact]
    public void Resume_GivenState_IsNotChanged()
    {
        var engine = Instance.Engine();
        var bundle = WorkflowBundle.Create(Definition(Sequence("s", Set("a", "v-N", "({ n: 1 })"), Event("e"), Script("b", "variables.N.n = 2; setVariable('more', 1)"), Event("e2")), Variable("N")));
        var state = engine.Start(bundle, new StartInstance { InstanceId = "i" }, DateTimeOffset.UnixEpoch).State;
        var before = state.Serialize();
        var resumption = new BookmarkResumption { BookmarkId = state.Bookmarks.Single().Id, Input = new JsonObject { ["x"] = 1 } };

        var first = engine.Resume(bundle, state, resumption, DateTimeOffset.UnixEpoch);
        var second = engine.Resume(bundle, state, resumption, DateTimeOffset.UnixEpoch);

        state.Serialize().ShouldBe(before);
        second.State.Serialize().ShouldBe(first.State.Serialize());
        first.State.Serialize().ShouldNotBe(before);
    }

    [Fact]
    public void Resume_InMemoryOrFromBytes_IsTheSame()
    {
        var engine = Instance.Engine();
        var bundle = WorkflowBundle.Create(Definition(
            Chart("f", [Fork("k", "A", "B"), Event("a"), Event("b"), LineJs("m", "newGuid() + Math.random() + toJson(variables.N)")], [.. ForkToBoth, "a->m", "b->m"]),
            Variable("N", "JsonObject", """{"a":[1,2.50,"한"]}""")));
        var first = engine.Start(bundle, new StartInstance { InstanceId = "i", Input = new JsonObject { ["z"] = 1, ["a"] = "é" } }, DateTimeOffset.UnixEpoch).State;
        var second = InstanceState.Deserialize(first.Serialize());
        foreach (var id in (string[])["b", "a"])
        {
            Burst Step(InstanceState state) => engine.Resume(
                bundle,
                state,
                new BookmarkResumption { BookmarkId = state.Bookmarks.First(bookmark => bookmark.ActivityId == id).Id, Input = 1.5 },
                DateTimeOffset.UnixEpoch.AddMinutes(1));
            var (one, two) = (Step(first), Step(second));
            one.State.Serialize().ShouldBe(two.State.Serialize());
            one.Effects.ShouldBe(two.Effects);
            (first, second) = (one.State, InstanceState.Deserialize(two.State.Serialize()));
        }
    }

    [Fact]
    public void Resume_Seed_StirsTheRandomNumbers()
    {
        string Say(ulong? seed)
        {
            var instance = Instance.Start(Sequence("s", Event("e"), LineJs("l", "newGuid()")));
            return instance.Resume(new BookmarkResumption { BookmarkId = instance.State.Bookmarks.Single().Id, Seed = seed }).Lines.Single();
        }

        Say(1).ShouldBe(Say(1));
        new[] { Say(null), Say(1), Say(2) }.ShouldBeUnique();
    }

    [Fact]
    public void Cancel_WaitingInstance_ClosesEverything()
    {
        var instance = Instance.Start(Chart("f", [Fork("k", "A", "B"), Sequence("a", Event("deep")), Event("b")], ForkToBoth)).Cancel("no longer wanted");

        instance.State.SubStatus.ShouldBe(WorkflowSubStatus.Cancelled);
        instance.State.Status.ShouldBe(WorkflowStatus.Finished);
        instance.State.FinishedAt.ShouldBe(instance.Now);
        instance.State.Bookmarks.ShouldBeEmpty();
        instance.Last.RemovedBookmarks.Count.ShouldBe(2);
        instance.Journal.Single(entry => entry.EventName == JournalEvents.WorkflowCancelled).Message.ShouldBe("no longer wanted");
        instance.Records.Values.Where(record => record.ActivityId is not "k").ShouldAllBe(record => record.Status == ActivityStatus.Canceled && record.CompletedAt != null);
    }

    [Fact]
    public void Cancel_FinishedInstance_ChangesNothing() => Instance.Start(Line("a")).Cancel().Last.Applied.ShouldBeFalse();

    [Fact]
    public void Fault_Default_FaultsTheInstanceAfterTheQueuedWork()
    {
        var chart = Chart("f", [Fork("k", "A", "B", "C"), Event("w"), Activity("a", "Elsa.Fault", ("message", Literal("no")), ("code", Literal("E7"))), Line("b")], "k:A->w", "k:B->a", "k:C->b");

        var instance = Instance.Start(chart).ShouldHaveSaid("b");

        instance.State.SubStatus.ShouldBe(WorkflowSubStatus.Faulted);
        instance.State.Status.ShouldBe(WorkflowStatus.Finished);
        instance.State.Bookmarks.ShouldBeEmpty();
        instance.Last.AddedBookmarks.ShouldBeEmpty();
        var entry = instance.Journal.Single(entry => entry.EventName == JournalEvents.Faulted);
        entry.Message.ShouldBe("no");
        entry.Payload!["Data"]!["Code"]!.ToString().ShouldBe("E7");
        instance.Last.NewIncidents.Single().Exception!.Type.ShouldBe(nameof(WorkflowFaultException));
    }

    [Fact]
    public void Fault_ContinueWithIncidents_LeavesTheInstanceSuspended()
    {
        var document = Document(Sequence("s", Activity("a", "Elsa.Fault"), Line("never")));
        document["options"]!["incidentStrategyType"] = "Elsa.Workflows.IncidentStrategies.ContinueWithIncidentsStrategy, Elsa.Workflows.Core";

        var instance = Instance.Start(WorkflowDefinition.From(document)).ShouldHaveSaid();

        instance.State.SubStatus.ShouldBe(WorkflowSubStatus.Suspended);
        instance.Records.Values.Single(record => record.ActivityId == "a").Status.ShouldBe(ActivityStatus.Faulted);
    }

    [Fact]
    public void Fault_ContinueWithIncidents_OtherBranchesGoOn()
    {
        var chart = Chart("f", [Fork("k", "A", "B"), Activity("a", "Elsa.Fault"), Event("b"), Line("end")], [.. ForkToBoth, "b->end"]);

        Instance.Start(chart, options: new WorkflowEngineOptions { ContinueWithIncidents = true }).ShouldBeWaiting("b").Resume("b").ShouldHaveSaid("end");
    }

    [Fact]
    public void Retry_FaultedInstance_RunsTheFaultedActivityAgainAndWaitsAsBefore()
    {
        var engine = Instance.Engine();
        var chart = Chart(
            "f",
            [Interruptible("i", Sequence("s", Event("e"), LineJs("l", "if (!variables.Ready) { setVariable('Ready', true); throw new Error('not ready') } 'ready'"), Event("e2"))), Line("stopped")],
            "i:Interrupted->stopped");
        var bundle = WorkflowBundle.Create(Definition(chart, Variable("Ready", "Boolean")));
        var waiting = engine.Start(bundle, new StartInstance { InstanceId = "i" }, DateTimeOffset.UnixEpoch).State;
        var faulted = engine.Resume(bundle, waiting, new BookmarkResumption { BookmarkId = waiting.Bookmarks.First(bookmark => bookmark.ActivityId == "e").Id }, DateTimeOffset.UnixEpoch);
        faulted.State.SubStatus.ShouldBe(WorkflowSubStatus.Faulted);
        faulted.RemovedBookmarks.Count.ShouldBe(2);

        var retried = engine.Retry(bundle, InstanceState.Deserialize(faulted.State.Serialize()), DateTimeOffset.UnixEpoch);

        retried.State.SubStatus.ShouldBe(WorkflowSubStatus.Suspended);
        retried.State.FinishedAt.ShouldBeNull();
        retried.Effects.ShouldBe([new WriteLine("ready")]);
        retried.AddedBookmarks.Select(bookmark => bookmark.ActivityId).Order().ShouldBe(["e2", "i"]);
        var interrupt = retried.State.Bookmarks.First(bookmark => bookmark.ActivityId == "i").Id;
        engine.Resume(bundle, retried.State, new BookmarkResumption { BookmarkId = interrupt }, DateTimeOffset.UnixEpoch).Effects.ShouldBe([new WriteLine("stopped")]);
    }

    [Fact]
    public void Retry_NothingHasFaulted_ChangesNothing()
    {
        var engine = Instance.Engine();
        var bundle = WorkflowBundle.Create(Definition(Event("e")));
        var state = engine.Start(bundle, new StartInstance { InstanceId = "i" }, DateTimeOffset.UnixEpoch).State;

        engine.Retry(bundle, state, DateTimeOffset.UnixEpoch).Applied.ShouldBeFalse();
    }

    [Fact]
    public void Triggers_Starts_AreHashedWithDefaults()
    {
        var dynamic = Activity("b", "Elsa.Event", ("eventName", Js("getTopic() + '!'"))).Starting();
        var bundle = WorkflowBundle.Create(Definition(Chart("f", [Event("a", "Paid").Starting(), dynamic, Event("c"), Line("d").Starting()]), Variable("Topic", "String", "News")));

        Instance.Engine().Triggers(bundle).Select(trigger => $"{trigger.ActivityId} {trigger.Name} {trigger.Payload!["EventName"]} {trigger.Hash}").ShouldBe(
        [
            $"a Elsa.Event Paid {StimulusHash.Compute("Elsa.Event", new JsonObject { ["EventName"] = "Paid" })}",
            $"b Elsa.Event News! {StimulusHash.Compute("Elsa.Event", new JsonObject { ["EventName"] = "News!" })}",
        ]);
    }

    [Fact]
    public void Triggers_ExpressionFails_SaysWhich()
    {
        var bundle = WorkflowBundle.Create(Definition(Activity("b", "Elsa.Event", ("eventName", Js("nope()"))).Starting()));

        Should.Throw<WorkflowDefinitionException>(() => Instance.Engine().Triggers(bundle)).Message.ShouldContain("'b'");
    }

    [Fact]
    public void Compute_ElsasEvent_IsElsasHash() =>
        StimulusHash.Compute("Elsa.Event", new JsonObject { ["EventName"] = "OrderPaid" })
            .ShouldBe("2564EA06509CB58E5511EDED8F8204C511A86FCF911D9AC58ADAF5159C5E10D2");

    [Fact]
    public void Compute_OrderAndNulls_DoNotMatter()
    {
        var one = StimulusHash.Compute("Stores.TicketAccepted", new JsonObject { ["OrderId"] = "o", ["RequestId"] = "r", ["Nothing"] = null });
        var two = StimulusHash.Compute("Stores.TicketAccepted", new JsonObject { ["RequestId"] = "r", ["OrderId"] = "o" });

        two.ShouldBe(one);
        StimulusHash.Compute("A").ShouldBe(StimulusHash.Compute("A", []));
        StimulusHash.Compute("A", new JsonObject { ["x"] = 1 }).ShouldNotBe(StimulusHash.Compute("A", new JsonObject { ["x"] = "1" }));
    }
}
