using System.Text.Json.Nodes;
using Delivery.Workflows.Tests.Support;
using Shouldly;
using static Delivery.Workflows.Tests.Support.Flow;

namespace Delivery.Workflows.Tests.Activities;

public sealed class PrimitiveTests
{
    [Fact]
    public void Sequence_Children_RunInOrderAcrossBursts()
    {
        var instance = Instance.Start(Sequence("s", Line("a"), Event("e"), Line("b"))).ShouldBeWaiting("e").ShouldHaveSaid("a");

        instance.Resume("e").ShouldBeFinished().ShouldHaveSaid("a", "b");
    }

    [Fact]
    public void Sequence_Empty_Completes() => Instance.Start(Sequence("s")).ShouldBeFinished();

    [Fact]
    public void Sequence_End_EndsIt() =>
        Instance.Start(Sequence("o", Sequence("s", Line("a"), Activity("e", "Elsa.End"), Line("never")), Line("b"))).ShouldBeFinished().ShouldHaveSaid("a", "b");

    [Theory]
    [InlineData("true", "yes")]
    [InlineData("'False'", "no")]
    [InlineData("1", "yes")]
    [InlineData("'nonsense'", "no")]
    public void If_Condition_RunsTheBranch(string condition, string expected)
    {
        var activity = Activity("i", "Elsa.If", ("condition", Js(condition)), ("then", Line("yes")), ("else", Line("no")));

        Instance.Start(Sequence("s", activity, Line("after"))).ShouldBeFinished().ShouldHaveSaid(expected, "after");
    }

    [Fact]
    public void If_EmptyBranch_CompletesWithItsResult()
    {
        var activity = Activity("i", "Elsa.If", ("condition", Js("true")), ("result", To("v-R")));

        Instance.Start(Sequence("s", activity, LineJs("l", "getR()")), [Variable("R", "Boolean")]).ShouldBeFinished().ShouldHaveSaid("True");
    }

    [Theory]
    [InlineData("MatchFirst", 5, "small")]
    [InlineData("MatchAny", 5, "small,odd")]
    [InlineData("MatchAny", 200, "default")]
    public void FlowSwitch_Cases_LeavesByTheMatches(string mode, int value, string expected)
    {
        static JsonObject Case(string label, string script) => new() { ["label"] = label, ["condition"] = new JsonObject { ["type"] = "JavaScript", ["value"] = script } };
        var sw = Activity("w", "Elsa.FlowSwitch", ("mode", Literal(mode)), ("cases", new JsonArray(Case("Small", "getN() < 100"), Case("Odd", "getN() % 2 === 1"), Case("None", "null"))));
        var chart = Chart("f", [sw, Line("small"), Line("odd"), Line("none"), Line("default")], "w:Small->small", "w:Odd->odd", "w:None->none", "w:Default->default");

        Instance.Start(chart, [Variable("N", "Int32", value.ToString(System.Globalization.CultureInfo.InvariantCulture))])
            .ShouldBeFinished().ShouldHaveSaid(expected.Split(','));
    }

    [Fact]
    public void FlowFork_NoBranches_LeavesByDone() =>
        Instance.Start(Chart("f", [Activity("k", "Elsa.FlowFork"), Line("a")], "k->a")).ShouldBeFinished().ShouldHaveSaid("a");

    [Fact]
    public void SetVariable_Value_IsConvertedToTheVariablesType()
    {
        var instance = Instance.Start(Sequence("s", Set("a", "v-N", "'42'"), LineJs("l", "typeof getN() + getN()")), [Variable("N", "Int32")]);

        instance.ShouldBeFinished().ShouldHaveSaid("number42");
    }

    [Fact]
    public void SetVariable_UnknownVariable_Faults()
    {
        var instance = Instance.Start(Sequence("s", Set("a", "v-Ghost", "1")));

        instance.State.Incidents.Single().Message.ShouldContain("not in scope");
    }

    [Fact]
    public void SetVariable_WithoutAStorageDriver_VanishesAtSuspension()
    {
        var instance = Instance.Start(
            Sequence("s", Set("a", "v-Kept", "'k'"), Set("b", "v-Lost", "'l'"), LineJs("c", "getKept() + getLost()"), Event("e"), LineJs("d", "getKept() + getLost()")),
            [Variable("Kept", "String", "-"), Variable("Lost", "String", "default", persistent: false)]);

        instance.Resume("e").ShouldBeFinished().ShouldHaveSaid("kl", "kdefault");
    }

    [Fact]
    public void SetVariable_Null_SurvivesSuspension()
    {
        var instance = Instance.Start(
            Sequence("s", Set("a", "v-N", "null"), Event("e"), LineJs("d", "String(getN())")),
            [Variable("N", "String", "default")]);

        instance.Resume("e").ShouldBeFinished().ShouldHaveSaid("null");
    }

    [Fact]
    public void SetOutput_Value_IsInTheStatesOutput()
    {
        var instance = Instance.Start(Activity("o", "Elsa.SetOutput", ("outputName", Literal("Greeting")), ("outputValue", Js("({ hello: 'world' })"))));

        instance.ShouldBeFinished();
        instance.State.Output.ToJsonString().ShouldBe("""{"Greeting":{"hello":"world"}}""");
    }

    [Fact]
    public void Output_BoundToAWorkflowOutput_IsInTheStatesOutput()
    {
        var document = Document(Event("e", result: "Order"));
        document["outputs"] = new JsonArray(new JsonObject { ["name"] = "Order", ["type"] = "Object" });

        var instance = Instance.Start(WorkflowDefinition.From(document)).Resume("e", new JsonObject { ["id"] = 7 });

        instance.State.Output.ToJsonString().ShouldBe("""{"Order":{"id":7}}""");
    }

    [Fact]
    public void CorrelateAndSetName_Values_AreInTheState()
    {
        var instance = Instance.Start(Sequence(
            "s",
            Activity("c", "Elsa.Correlate", ("correlationId", Literal("order-9"))),
            Activity("n", "Elsa.SetName", ("value", Liquid("Order {{ CorrelationId }}")))));

        instance.State.CorrelationId.ShouldBe("order-9");
        instance.State.Name.ShouldBe("Order order-9");
    }

    [Theory]
    [InlineData("00:05:00", 300)]
    [InlineData("PT1H", 3600)]
    public void Delay_TimeSpan_IsATimer(string span, int seconds)
    {
        var instance = Instance.Start(Sequence("s", Activity("d", "Elsa.Delay", ("timeSpan", Literal(span))), Line("later"))).ShouldBeWaiting("d");

        var timer = instance.Last.AddedBookmarks.Single();
        timer.DueAt.ShouldBe(instance.Now.AddSeconds(seconds));
        timer.Name.ShouldBe("Elsa.Delay");
        instance.Now = timer.DueAt!.Value;
        instance.Resume("d").ShouldBeFinished().ShouldHaveSaid("later");
        instance.State.UpdatedAt.ShouldBe(timer.DueAt.Value);
    }

    [Fact]
    public void Delay_NoTimeSpan_IsAMinute() =>
        Instance.Start(Activity("d", "Elsa.Delay")).State.Bookmarks.Single().DueAt.ShouldBe(new DateTimeOffset(2026, 3, 1, 9, 1, 0, TimeSpan.Zero));

    [Fact]
    public void Event_Resumed_GivesItsPayload()
    {
        var instance = Instance.Start(Sequence("s", Event("e", "Paid", "v-R"), LineJs("l", "getR().amount")), [Variable("R")]);

        var bookmark = instance.State.Bookmarks.Single();
        bookmark.Hash.ShouldBe("996520D71ED2902A07C4AB84C6802BE0D1B6B3B1CDD5A5FE4C93290B7E98F1BE");
        instance.Resume("e", new JsonObject { ["amount"] = 12 }).ShouldBeFinished().ShouldHaveSaid("12");
    }

    [Fact]
    public void Event_StartedByItAndMetAgain_WaitsTheSecondTime()
    {
        var chart = Chart("f", [Event("e").Starting(), Line("x")], "e->x", "x->e");

        Instance.Start(chart, start: new StartInstance { InstanceId = "i1", TriggerActivityId = "e" }).ShouldBeWaiting("e").ShouldHaveSaid("x");
    }

    [Fact]
    public void Event_StartedWithElsasInputName_GivesThePayload()
    {
        var start = new StartInstance { InstanceId = "i1", TriggerActivityId = "e", Input = new JsonObject { ["__EventPayloadWorkflowInput"] = "hi" } };

        Instance.Start(Chart("f", [Event("e", result: "v-R"), LineJs("l", "getR()")], "e->l"), [Variable("R")], start).ShouldBeFinished().ShouldHaveSaid("hi");
    }

    [Fact]
    public void PublishEvent_Inputs_AreTheEffect()
    {
        var activity = Activity("p", "Elsa.PublishEvent", ("eventName", Literal("Paid")), ("correlationId", Js("getCorrelationId()")), ("isLocalEvent", Literal(true)), ("payload", Js("({ a: 1 })")));

        var effect = Instance.Start(activity).ShouldBeFinished().Last.Effects.Single().ShouldBeOfType<PublishWorkflowEvent>();
        effect.Name.ShouldBe("Paid");
        effect.CorrelationId.ShouldBe("c1");
        effect.Local.ShouldBeTrue();
        effect.Payload!.ToJsonString().ShouldBe("""{"a":1}""");
    }

    [Fact]
    public void RunJavaScript_SetOutcomes_LeavesByThem()
    {
        var chart = Chart("f", [Script("j", "setOutcome('Never'); setOutcomes(['A', 'B'])"), Line("a"), Line("b"), Line("done")], "j:A->a", "j:B->b", "j:Done->done", "j:Never->done");

        Instance.Start(chart).ShouldBeFinished().ShouldHaveSaid("a", "b");
    }

    [Fact]
    public void RunJavaScript_ScriptIsAJavaScriptExpression_IsTheScriptItself()
    {
        var script = Activity("j", "Elsa.RunJavaScript", ("script", Js("setOutcome('A'); return 5")), ("result", To("v-R")));

        Instance.Start(Chart("f", [script, LineJs("a", "getR()")], "j:A->a"), [Variable("R")]).ShouldBeFinished().ShouldHaveSaid("5");
    }

    [Fact]
    public void RunJavaScript_ScriptFromAVariable_Runs()
    {
        var script = Activity("j", "Elsa.RunJavaScript", ("script", Wrapped("Variable", """{"id":"v-S"}""")), ("result", To("v-R")));

        Instance.Start(Sequence("s", script, LineJs("a", "getR()")), [Variable("R"), Variable("S", "String", "return 2 * 3")]).ShouldBeFinished().ShouldHaveSaid("6");
    }

    [Fact]
    public void RunJavaScript_Blank_LeavesByDone() =>
        Instance.Start(Chart("f", [Script("j", " "), Line("a")], "j->a")).ShouldBeFinished().ShouldHaveSaid("a");

    [Theory]
    [InlineData("""["P","Q"]""", "p,q")]
    [InlineData("P", "p")]
    public void Complete_Outcomes_AreTheRecordsOfTheWorkflow(string outcomes, string expected)
    {
        var instance = Instance.Start(Sequence("s", Activity("c", "Elsa.Complete", ("outcomes", Wrapped("Object", outcomes))), Line("never"))).ShouldBeFinished();

        var payload = instance.Records.Values.Single(record => record.ActivityId == "Workflow1").Payload!["Outcomes"]!.AsArray();
        string.Join(',', payload.Select(item => item!.ToString())).ToLowerInvariant().ShouldBe(expected);
    }

    [Fact]
    public void Complete_InANestedFlowchart_StopsTheOuterSequenceToo() =>
        Instance.Start(Sequence("s", Chart("f", [Complete("c")]), Line("never"))).ShouldBeFinished().ShouldHaveSaid();

    [Fact]
    public void Finish_WithOthersWaiting_ClosesEverything()
    {
        var chart = Chart("f", [Fork("k", "A", "B"), Event("wait"), Activity("fin", "Elsa.Finish"), Line("never")], "k:A->wait", "k:B->fin", "fin->never");

        var instance = Instance.Start(Sequence("s", chart, Line("never either"))).ShouldBeFinished().ShouldHaveSaid();
        instance.EventsOf("fin").ShouldBe([JournalEvents.Started, JournalEvents.Completed]);
        instance.EventsOf("wait").Last().ShouldBe(JournalEvents.Canceled);
        instance.EventsOf("Workflow1").Last().ShouldBe(JournalEvents.Completed);
    }

    [Fact]
    public void RunTask_Bookmark_IsFoundByTheTaskIdAlone()
    {
        var instance = Instance.Start(Activity("t", "Elsa.RunTask", ("taskName", "Weigh")));

        var request = instance.Last.Effects.Single().ShouldBeOfType<RequestTask>();
        var bookmark = instance.State.Bookmarks.Single();
        bookmark.Payload!.ToJsonString().ShouldBe($$"""{"TaskId":"{{request.TaskId}}","TaskName":"Weigh"}""");
        bookmark.Hash.ShouldBe(StimulusHash.Compute("Elsa.RunTask", new JsonObject { ["TaskId"] = request.TaskId }));
    }
}
