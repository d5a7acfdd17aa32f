using System.Text.Json.Nodes;
using Delivery.Workflows.Tests.Support;
using Shouldly;
using static Delivery.Workflows.Tests.Support.Flow;

namespace Delivery.Workflows.Tests.Activities;

public sealed class InterruptibleTests
{
    private static readonly string[] Exits = ["i:Completed->done", "i:Interrupted->stopped"];

    private static JsonObject Around(JsonObject body) =>
        Chart("f", [Interruptible("i", body, result: "v-Reason"), Line("done"), LineJs("stopped", "`stopped: ${variables.Reason.why}`")], Exits);

    private static Instance Start(JsonObject body) => Instance.Start(Around(body), [Variable("Reason")]);

    [Fact]
    public void Execute_BodyWaits_WaitsForBothWithTheCorrelationInThePayload()
    {
        var instance = Start(Event("wait")).ShouldBeWaiting("i", "wait");

        var bookmark = instance.State.Bookmarks.Single(bookmark => bookmark.ActivityId == "i");
        bookmark.Name.ShouldBe("Stop");
        bookmark.Hash.ShouldBe(StimulusHash.Compute("Stop", new JsonObject { ["OrderId"] = "c1" }));
    }

    [Fact]
    public void ChildCompleted_BodyCompletes_LeavesByCompletedAndStopsListening()
    {
        var instance = Start(Event("wait")).Resume("wait");

        instance.ShouldBeFinished().ShouldHaveSaid("done");
        instance.Last.RemovedBookmarks.Select(bookmark => bookmark.ActivityId).Order().ShouldBe(["i", "wait"]);
    }

    [Fact]
    public void Resume_BodyWaitsSeveralLevelsDown_CancelsEverythingInside()
    {
        var body = Sequence("outer", Chart("inner", [Fork("k", "A", "B"), Sequence("deep", Event("one"), Line("never")), Event("two")], "k:A->deep", "k:B->two"));

        var instance = Start(body).ShouldBeWaiting("i", "one", "two");
        instance.Resume("i", new JsonObject { ["why"] = "enough" });

        instance.ShouldBeFinished().ShouldHaveSaid("stopped: enough");
        foreach (var id in (string[])["outer", "inner", "deep", "one", "two"])
        {
            instance.EventsOf(id).Last().ShouldBe(JournalEvents.Canceled, id);
            instance.Records.Values.Single(record => record.ActivityId == id).Status.ShouldBe(ActivityStatus.Canceled);
        }

        instance.EventsOf("i").ShouldBe([JournalEvents.Started, JournalEvents.Suspended, JournalEvents.Resumed, JournalEvents.Completed]);
    }

    [Fact]
    public void Resume_NestedInterruptibles_TheOuterOneEndsTheInnerOne()
    {
        static JsonObject Inner() => Chart("g", [Interruptible("j", Event("wait"), "StopInner"), Line("inner done"), Line("inner stopped")], "j:Completed->inner done", "j:Interrupted->inner stopped");

        Start(Inner()).ShouldBeWaiting("i", "j", "wait").Resume("i", new JsonObject { ["why"] = "outer" })
            .ShouldBeFinished().ShouldHaveSaid("stopped: outer");
        Start(Inner()).Resume("j").ShouldBeFinished().ShouldHaveSaid("inner stopped", "done");
    }

    [Fact]
    public void Resume_BodyHasJustCompleted_ChangesNothing()
    {
        var instance = Instance.Start(
            Chart("f", [Interruptible("i", Event("wait")), Event("next")], "i:Completed->next"));
        var late = instance.State.Bookmarks.Single(bookmark => bookmark.ActivityId == "i").Id;
        instance.Resume("wait").ShouldBeWaiting("next");
        var before = instance.State.Serialize();

        instance.Resume(new BookmarkResumption { BookmarkId = late, Input = new JsonObject() });

        instance.Last.Applied.ShouldBeFalse();
        instance.State.Serialize().ShouldBe(before);
    }

    [Fact]
    public void Execute_BodyEndsAtOnce_NeverStoresItsBookmark()
    {
        var instance = Start(Line("body"));

        instance.ShouldBeFinished().ShouldHaveSaid("body", "done");
        instance.Last.AddedBookmarks.ShouldBeEmpty();
        instance.Last.RemovedBookmarks.ShouldBeEmpty();
    }

    [Fact]
    public void Execute_NoBody_Completes()
    {
        var activity = Activity("i", "Delivery.Interruptible", ("message", Literal("Stop")));

        Instance.Start(Chart("f", [activity, Line("done")], "i:Completed->done")).ShouldBeFinished().ShouldHaveSaid("done");
    }

    [Fact]
    public void Execute_NoMessage_Faults()
    {
        var instance = Instance.Start(Interruptible("i", Event("wait"), message: ""));

        instance.State.SubStatus.ShouldBe(WorkflowSubStatus.Faulted);
        instance.State.Incidents.Single().Message.ShouldContain("which message");
    }

    [Fact]
    public void Resume_InALoop_ListensAnewInEveryRound()
    {
        var chart = Chart("f", [Line("start"), Interruptible("i", Event("wait")), Line("end")], "start->i", "i:Interrupted->i", "i:Completed->end");

        Instance.Start(chart).Resume("i").ShouldBeWaiting("i", "wait").Resume("i").ShouldBeWaiting("i", "wait").Resume("wait")
            .ShouldBeFinished().ShouldHaveSaid("start", "end");
    }
}
