using System.Text.Json.Nodes;
using Delivery.Workflows.Tests.Support;
using Shouldly;
using static Delivery.Workflows.Tests.Support.Flow;

namespace Delivery.Workflows.Tests.Flowcharts;

public sealed class FlowchartTests
{
    [Fact]
    public void Execute_NoActivities_Completes() => Instance.Start(Chart("f", [])).ShouldBeFinished();

    [Fact]
    public void Execute_StartActivity_WinsOverAnActivityWithoutArrows()
    {
        var chart = Chart("f", [Line("first"), Activity("s", "Elsa.Start"), Line("second")], "s->second");

        Instance.Start(chart).ShouldBeFinished().ShouldHaveSaid("second");
    }

    [Fact]
    public void Execute_CanStart_WinsOverAnActivityWithoutArrows() =>
        Instance.Start(Chart("f", [Line("first"), Line("second").Starting()])).ShouldBeFinished().ShouldHaveSaid("second");

    [Fact]
    public void Execute_NoMarkedStart_TakesTheFirstWithoutInboundArrow() =>
        Instance.Start(Chart("f", [Line("b"), Line("a")], "a->b")).ShouldBeFinished().ShouldHaveSaid("a", "b");

    [Fact]
    public void Execute_OnlyALoop_TakesTheFirst()
    {
        var chart = Chart("f", [Line("a"), Activity("e", "Elsa.End")], "a->e", "e->a");

        Instance.Start(chart).ShouldBeFinished().ShouldHaveSaid("a");
    }

    [Fact]
    public void Execute_TriggerActivity_WinsOverEverything()
    {
        var chart = Chart("f", [Activity("s", "Elsa.Start"), Line("no"), Event("e", result: "v-R"), LineJs("yes", "`got ${getR().x}`")], "s->no", "e->yes");

        Instance.Start(chart, [Variable("R")], new StartInstance { InstanceId = "i1", TriggerActivityId = "e", TriggerInput = new JsonObject { ["x"] = 5 } })
            .ShouldBeFinished().ShouldHaveSaid("got 5");
    }

    [Fact]
    public void ChildCompleted_End_EndsTheFlowchartAndCancelsTheRest()
    {
        var inner = Chart("g", [Fork("k", "A", "B"), Event("wait"), Activity("end", "Elsa.End"), Line("never")], "k:A->wait", "k:B->end", "end->never");

        var instance = Instance.Start(Sequence("s", inner, Line("after"))).ShouldBeFinished().ShouldHaveSaid("after");
        instance.EventsOf("wait").Last().ShouldBe(JournalEvents.Canceled);
    }

    [Fact]
    public void ChildCompleted_ConnectionToAMissingActivity_IsNotFollowedAndKept()
    {
        var chart = Chart("f", [Line("a")], "a->ghost");

        Instance.Start(chart).ShouldBeFinished().ShouldHaveSaid("a");
        Definition((JsonObject)chart.DeepClone()).ToJson().ShouldContain("ghost");
    }

    [Fact]
    public void Execute_VariablesOfTheFlowchart_AreInScopeInsideOnly()
    {
        var chart = Chart("f", [LineJs("a", "getLocal()")]);
        chart["variables"] = new JsonArray(Variable("Local", "String", "mine"));

        Instance.Start(Sequence("s", chart, LineJs("b", "String(getVariable('Local'))"))).ShouldBeFinished().ShouldHaveSaid("mine", "null");
    }

    [Fact]
    public void ChildCompleted_UnreachableActivities_AreIgnored() =>
        Instance.Start(Chart("f", [Activity("s", "Elsa.Start"), Line("a"), Line("x"), Line("y")], "s->a", "x->y", "y->a"))
            .ShouldBeFinished().ShouldHaveSaid("a");

    [Fact]
    public void ChildCompleted_EndlessLoopWithoutAWait_FaultsInsteadOfSpinning()
    {
        var chart = Chart("f", [Line("a"), Line("b")], "a->b", "b->a");

        var instance = Instance.Start(chart, options: new WorkflowEngineOptions { MaxActivitiesPerBurst = 50, ContinueWithIncidents = true });

        instance.State.SubStatus.ShouldBe(WorkflowSubStatus.Faulted);
        instance.State.Incidents.Single().Message.ShouldContain("endless loop");
        instance.Lines.Count.ShouldBe(49);
    }
}
