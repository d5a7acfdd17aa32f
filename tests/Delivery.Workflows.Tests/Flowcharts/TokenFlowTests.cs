using Delivery.Workflows.Tests.Support;
using static Delivery.Workflows.Tests.Support.Flow;

namespace Delivery.Workflows.Tests.Flowcharts;

public sealed class TokenFlowTests
{
    [Fact]
    public void Completed_ExclusiveBranchesMerge_RunsTheMergeOnce()
    {
        var chart = Chart("f", [Decision("d", "1 < 2"), Line("yes"), Line("no"), Line("end")], "d:True->yes", "d:False->no", "yes->end", "no->end");

        Instance.Start(chart).ShouldBeFinished().ShouldHaveSaid("yes", "end");
    }

    [Fact]
    public void Completed_ParallelBranchesMergeInAPlainBox_RunsItOnceAfterBoth()
    {
        var chart = Chart(
            "f",
            [Fork("k", "A", "B"), Event("a"), Event("b"), Line("end")],
            "k:A->a", "k:B->b", "a->end", "b->end");

        var instance = Instance.Start(chart).ShouldBeWaiting("a", "b");
        instance.Resume("b").ShouldBeWaiting("a").ShouldHaveSaid();
        instance.Resume("a").ShouldBeFinished().ShouldHaveSaid("end");
    }

    [Fact]
    public void Completed_OneBranchWaits_HoldsThePlainBoxBack()
    {
        var chart = Chart(
            "f",
            [Fork("k", "A", "B"), Line("now"), Event("later"), Line("end")],
            "k:A->now", "k:B->later", "now->end", "later->end");

        var instance = Instance.Start(chart).ShouldBeWaiting("later").ShouldHaveSaid("now");
        instance.Resume("later").ShouldBeFinished().ShouldHaveSaid("now", "end");
    }

    [Fact]
    public void Completed_TokenComesBackInALoop_RunsTheMergedBoxOnEveryArrival()
    {
        var chart = Chart(
            "f",
            [Line("start"), LineJs("body", "`round ${getN()}`"), Set("count", "v-N", "getN() + 1"), Decision("again", "getN() < 3"), Line("end")],
            "start->body", "body->count", "count->again", "again:True->body", "again:False->end");

        Instance.Start(chart, [Variable("N", "Int32", "0")]).ShouldBeFinished().ShouldHaveSaid("start", "round 0", "round 1", "round 2", "end");
    }

    [Fact]
    public void Completed_LoopWaitsInEveryRound_GoesOnAcrossBursts()
    {
        var chart = Chart(
            "f",
            [Line("start"), Event("wait"), Set("count", "v-N", "getN() + 1"), Decision("again", "getN() < 3"), LineJs("end", "`n=${getN()}`")],
            "start->wait", "wait->count", "count->again", "again:True->wait", "again:False->end");

        var instance = Instance.Start(chart, [Variable("N", "Int32", "0")]);
        for (var round = 0; round < 3; round++)
        {
            instance.ShouldBeWaiting("wait").Resume("wait");
        }

        instance.ShouldBeFinished().ShouldHaveSaid("start", "n=3");
    }

    [Fact]
    public void Completed_ExplicitDone_DoesNotFollowANamelessPort()
    {
        var chart = Chart("f", [Fork("k", "Done"), Line("end")], "k->end");
        chart["connections"]![0]!["source"]!["port"] = null;

        Instance.Start(chart).ShouldBeFinished().ShouldHaveSaid();
    }

    [Fact]
    public void Completed_DefaultOutcome_FollowsANamelessPortAndDone()
    {
        var chart = Chart("f", [Line("a"), Line("b"), Line("c")], "a->b", "a->c");
        chart["connections"]![0]!["source"]!.AsObject().Remove("port");

        Instance.Start(chart).ShouldBeFinished().ShouldHaveSaid("a", "b", "c");
    }
}
