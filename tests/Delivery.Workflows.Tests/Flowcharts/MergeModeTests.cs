using System.Text.Json.Nodes;
using Delivery.Workflows.Tests.Support;
using Shouldly;
using static Delivery.Workflows.Tests.Support.Flow;

namespace Delivery.Workflows.Tests.Flowcharts;

public sealed class MergeModeTests
{
    private static readonly string[] TwoBranches = ["k:A->a", "k:B->b", "a->m", "b->m"];

    private static JsonObject TwoWaits(JsonObject merge) => Chart("f", [Fork("k", "A", "B"), Event("a"), Event("b"), merge], TwoBranches);

    [Fact]
    public void Merge_SecondBranchArrives_RunsOnce() =>
        Instance.Start(TwoWaits(Line("m").Merging("Merge"))).Resume("a").ShouldBeWaiting("b").ShouldHaveSaid()
            .Resume("b").ShouldBeFinished().ShouldHaveSaid("m");

    [Fact]
    public void Merge_BranchThatIsNeverTaken_NeverRuns()
    {
        var chart = Chart(
            "f",
            [Fork("k", "A", "B"), Line("a"), Decision("d", "false"), Line("b"), Line("m").Merging("Merge")],
            "k:A->a", "k:B->d", "d:True->b", "a->m", "b->m");

        Instance.Start(chart).ShouldBeFinished().ShouldHaveSaid("a");
    }

    [Fact]
    public void Merge_SingleArrow_RunsOnEveryArrival() =>
        Instance.Start(Chart("f", [Line("a"), Line("m").Merging("Merge")], "a->m")).ShouldBeFinished().ShouldHaveSaid("a", "m");

    [Fact]
    public void Merge_ArrowThatClosesALoop_IsNotWaitedFor()
    {
        var chart = Chart(
            "f",
            [Line("a"), Line("m").Merging("Merge"), Set("n", "v-N", "getN() + 1"), Decision("d", "getN() < 2"), Line("end")],
            "a->m", "m->n", "n->d", "d:True->m", "d:False->end");

        Instance.Start(chart, [Variable("N", "Int32", "0")]).ShouldBeFinished().ShouldHaveSaid("a", "m", "m", "end");
    }

    [Fact]
    public void Converge_ArrowThatClosesALoop_IsWaitedFor()
    {
        var chart = Chart(
            "f",
            [Line("a"), Line("m").Merging("Converge"), Line("b")],
            "a->m", "m->b", "b->m");

        Instance.Start(chart).ShouldBeFinished().ShouldHaveSaid("a");
    }

    [Fact]
    public void Converge_AllArrive_Runs() =>
        Instance.Start(TwoWaits(Line("m").Merging("Converge"))).Resume("b").Resume("a").ShouldBeFinished().ShouldHaveSaid("m");

    [Fact]
    public void Cascade_FirstArrival_RunsAndTheSecondIsIgnored() =>
        Instance.Start(TwoWaits(Line("m").Merging("Cascade"))).Resume("a").ShouldBeWaiting("b").ShouldHaveSaid("m")
            .Resume("b").ShouldBeFinished().ShouldHaveSaid("m");

    [Fact]
    public void Cascade_InALoop_RunsOncePerPair()
    {
        var chart = Chart(
            "f",
            [Line("start"), Fork("k", "A", "B"), Line("a"), Line("b"), LineJs("m", "`m${getN()}`").Merging("Cascade"), Set("n", "v-N", "getN() + 1"), Decision("d", "getN() < 3")],
            "start->k", "k:A->a", "k:B->b", "a->m", "b->m", "m->n", "n->d", "d:True->k");

        Instance.Start(chart, [Variable("N", "Int32", "0")]).ShouldBeFinished()
            .ShouldHaveSaid("start", "a", "b", "m0", "a", "b", "m1", "a", "b", "m2");
    }

    [Fact]
    public void Race_FirstArrival_CancelsTheWaitingBranch()
    {
        var instance = Instance.Start(TwoWaits(Line("m").Merging("Race"))).Resume("b");

        instance.ShouldBeFinished().ShouldHaveSaid("m");
        instance.EventsOf("a").ShouldBe([JournalEvents.Started, JournalEvents.Suspended, JournalEvents.Canceled]);
    }

    [Fact]
    public void Race_LoserIsAContainer_CancelsWhatIsInside()
    {
        var chart = Chart(
            "f",
            [Fork("k", "A", "B"), Event("a"), Sequence("b", Event("deep"), Line("never")), Line("m").Merging("Race")],
            TwoBranches);

        Instance.Start(chart).ShouldBeWaiting("a", "deep").Resume("a").ShouldBeFinished().ShouldHaveSaid("m");
    }

    [Fact]
    public void Race_SecondRound_AnotherBranchCanWin()
    {
        var chart = Chart(
            "f",
            [Line("start"), Fork("k", "A", "B"), Event("a"), Event("b"), LineJs("m", "`m${getN()}`").Merging("Race"), Set("n", "v-N", "getN() + 1"), Decision("d", "getN() < 3")],
            ["start->k", .. TwoBranches, "m->n", "n->d", "d:True->k"]);

        Instance.Start(chart, [Variable("N", "Int32", "0")])
            .Resume("a").ShouldBeWaiting("a", "b").Resume("b").ShouldBeWaiting("a", "b").Resume("b")
            .ShouldBeFinished().ShouldHaveSaid("start", "m0", "m1", "m2");
    }

    [Fact]
    public void Race_BothArriveInOneBurst_RunsOnceAndTheQueuedBranchStillRuns()
    {
        var chart = Chart("f", [Fork("k", "A", "B"), Line("a"), Line("b"), Line("m").Merging("Race")], TwoBranches);

        Instance.Start(chart).ShouldBeFinished().ShouldHaveSaid("a", "b", "m");
    }

    [Fact]
    public void Race_QueuedBranchWantsToWait_IsCancelled()
    {
        var chart = Chart(
            "f",
            [Fork("k", "A", "B"), Line("a"), Sequence("b", Line("b1"), Event("wait"), Line("never")), Line("m").Merging("Race")],
            TwoBranches);

        var instance = Instance.Start(chart).ShouldBeFinished().ShouldHaveSaid("a", "m", "b1");
        instance.Last.AddedBookmarks.ShouldBeEmpty();
        instance.EventsOf("wait").Last().ShouldBe(JournalEvents.Canceled);
    }

    [Theory]
    [InlineData("WaitAny")]
    [InlineData(null)]
    public void FlowJoin_WaitAny_IsARace(string? mode)
    {
        var join = mode is null ? Activity("m", "Elsa.FlowJoin") : Join("m", mode);

        Instance.Start(Chart("f", [Fork("k", "A", "B"), Event("a"), Event("b"), join, Line("end")], [.. TwoBranches, "m->end"]))
            .Resume("b").ShouldBeFinished().ShouldHaveSaid("end");
    }

    [Theory]
    [InlineData("WaitAll")]
    [InlineData("WaitAllActive")]
    public void FlowJoin_WaitAllOfTwoActiveBranches_WaitsForBoth(string mode) =>
        Instance.Start(Chart("f", [Fork("k", "A", "B"), Event("a"), Event("b"), Join("m", mode), Line("end")], [.. TwoBranches, "m->end"]))
            .Resume("b").ShouldBeWaiting("a").Resume("a").ShouldBeFinished().ShouldHaveSaid("end");

    [Fact]
    public void FlowJoin_WaitAllActiveWithABranchNotTaken_DoesNotWaitForIt()
    {
        var chart = Chart(
            "f",
            [Fork("k", "A", "B"), Event("a"), Event("x"), Decision("d", "false"), Event("b"), Join("m", "WaitAllActive"), Line("end")],
            "k:A->a", "k:B->x", "x->d", "d:True->b", "a->m", "b->m", "m->end");

        Instance.Start(chart).Resume("a").ShouldBeWaiting("x").ShouldHaveSaid().Resume("x").ShouldBeFinished().ShouldHaveSaid("end");
    }

    [Fact]
    public void FlowJoin_WaitAllActiveWhoseOnlyOtherBranchIsOneStepBehind_WaitsForIt()
    {
        var chart = Chart(
            "f",
            [Fork("k", "A", "B"), Line("a"), Line("b1"), Line("b2"), Join("m", "WaitAllActive"), Line("end")],
            "k:A->a", "k:B->b1", "b1->b2", "a->m", "b2->m", "m->end");

        Instance.Start(chart).ShouldBeFinished().ShouldHaveSaid("a", "b1", "b2", "end");
    }

    [Fact]
    public void FlowJoin_ModeIsAnExpression_IsEvaluatedInTheFlowchartsScope()
    {
        var join = Activity("m", "Elsa.FlowJoin", ("mode", Js("getHow()")));

        Instance.Start(
            Chart("f", [Fork("k", "A", "B"), Event("a"), Event("b"), join, Line("end")], [.. TwoBranches, "m->end"]),
            [Variable("How", "String", "WaitAll")]).Resume("a").ShouldBeWaiting("b");
    }

    [Fact]
    public void Stream_UnknownMode_IsStream() =>
        Instance.Start(TwoWaits(Line("m").Merging("None"))).Resume("a").ShouldHaveSaid().Resume("b").ShouldBeFinished().ShouldHaveSaid("m");
}
