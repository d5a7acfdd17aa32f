using System.Text.Json.Nodes;
using Delivery.Workflows.Tests.Support;
using Shouldly;
using static Delivery.Workflows.Tests.Support.Flow;

namespace Delivery.Workflows.Tests.Compensation;

/// <summary>What an undo sees, and what becomes of one that fails.</summary>
public sealed class UndoTests
{
    [Fact]
    public void Undo_OfALoop_SeesEachRound()
    {
        var step = Step("a", Line("la", "do"), LineJs("ua", "`undo ${getVariable('CurrentValue')}`"));
        var instance = Instance.Start(Scope("s", Sequence("q", Activity("l", "Elsa.ForEach", ("items", Js("['x', 'y', 'z']")), ("body", step)), Script("bad", "nope()"))));

        instance.ShouldBeFinished().ShouldHaveSaid("do", "do", "do", "undo z", "undo y", "undo x");
    }

    [Fact]
    public void Undo_VariablesOutsideTheScope_AreAsTheyAreUnlessRemembered()
    {
        JsonObject Root(string? remember) => Scope("s", Sequence(
            "q",
            Set("s1", "v-round", "1"),
            Step("a", null, Sequence("u", LineJs("u1", "`round ${getRound()}`"), Activity("u2", "Elsa.WriteLine", ("text", Wrapped("Variable", new JsonObject { ["id"] = "v-round", ["name"] = "round" })))))
                .With("remember", remember is null ? null : Js(remember)),
            Set("s2", "v-round", "2"),
            Script("bad", "nope()")));

        Instance.Start(Root(null), [Variable("round", "Int32", "0")]).ShouldHaveSaid("round 2", "2");
        Instance.Start(Root("({ round: getRound() })"), [Variable("round", "Int32", "0")]).ShouldHaveSaid("round 1", "1");
    }

    [Fact]
    public void Undo_RememberingFails_IsUndoneAllTheSame()
    {
        var instance = Instance.Start(Scope("s", Sequence("q", Step("a", Line("la", "do"), Line("ua", "undo")).With("remember", Js("nope()")))));

        instance.ShouldBeFinished().ShouldHaveSaid("do", "undo");
        instance.State.Incidents.Single().Message.ShouldContain("Remember");
    }

    [Fact]
    public void Undo_OutputsAndVariablesAroundTheStep_AreAsTheyWere()
    {
        var inner = Sequence(
            "inner",
            Step("a", Event("pay", result: "v-paid"), LineJs("ua", "`${getPaid().id} ${getOutputFrom('pay').id}`")),
            Set("later", "v-paid", "({ id: 'other' })"),
            Event("e"));
        inner["variables"] = new JsonArray(Variable("paid"));
        var instance = Instance.Start(Scope("s", inner));

        instance.Resume("pay", new JsonObject { ["id"] = "pay_1" }).Cancel().ShouldHaveSaid("pay_1 pay_1");
    }

    [Fact]
    public void Undo_InsideAWorkflowUsedAsAnActivity_SeesItsInputsThen()
    {
        var child = Document(Sequence("cs", Step("a", null, LineJs("ua", "`undo ${getInput('Amount')} ${getNote()}`")), Event("e")), Variable("note", "String", "n"));
        child["id"] = "child-v1";
        child["definitionId"] = "child";
        child["inputs"] = new JsonArray(new JsonObject { ["name"] = "Amount", ["type"] = "Int32" });
        var use = Activity("use", "Child", ("amount", Js("getTotal()")));
        use["workflowDefinitionId"] = "child";
        var instance = Instance.Start(
            Definition(Scope("s", Sequence("q", use, Set("set", "v-total", "9"), Event("w"))), Variable("total", "Int32", "7")),
            resolve: _ => WorkflowDefinition.From(child));

        instance.Resume("e").Resume("w").ShouldBeFinished();
        instance.ShouldHaveSaid();

        instance = Instance.Start(
            Definition(Scope("s", Sequence("q", use.DeepClone().AsObject(), Set("set", "v-total", "9"), Event("w"))), Variable("total", "Int32", "7")),
            resolve: _ => WorkflowDefinition.From(child));
        instance.Resume("e").Cancel().ShouldHaveSaid("undo 7 n");
        instance.State.SubStatus.ShouldBe(WorkflowSubStatus.Cancelled);
    }

    [Fact]
    public void Undo_ThatFailsAtFirst_IsTriedAgainLater()
    {
        var instance = Failing("if (getVariable('Tries') !== 1) { setVariable('Tries', 1); throw 'not yet'; } return 'undo b'").Cancel();

        instance.ShouldBeWaiting("b").ShouldHaveSaid();
        var retry = instance.State.Bookmarks.Single();
        retry.DueAt.ShouldBe(Instance.Epoch.AddSeconds(5));
        instance.State.Incidents.ShouldBeEmpty();
        instance.Resume("b").ShouldHaveSaid("undo b", "undo a");
        instance.State.SubStatus.ShouldBe(WorkflowSubStatus.Cancelled);
        instance.EventsOf("b").TakeLast(6).ShouldBe(["Started", "Undoing", "Undo failed", "Suspended", "Resumed", "Completed"], ignoreOrder: false);
    }

    [Fact]
    public void Undo_GivenUp_IsAnIncidentAndTheOthersRun()
    {
        var instance = Failing("nope()").Cancel().Resume("b");

        instance.ShouldHaveSaid("undo a");
        instance.State.SubStatus.ShouldBe(WorkflowSubStatus.Faulted);
        var incident = instance.State.Incidents.Single();
        incident.ActivityId.ShouldBe("b");
        incident.Message.ShouldContain("2 attempts");
        incident.Message.ShouldContain("nope");

        Should.Throw<AlterationException>(() => instance.ResolveUndo("unknown"));
        instance.Cancel().Last.Applied.ShouldBeFalse();
        instance.ResolveUndo(incident.ActivityInstanceId).State.SubStatus.ShouldBe(WorkflowSubStatus.Cancelled);
        instance.ShouldHaveSaid("undo a");
    }

    [Fact]
    public void Undo_GivenUpAndRetried_RunsWithAllItsAttemptsAgain()
    {
        var instance = Failing("if (getVariable('Repaired') !== true) { throw 'broken'; } return 'undo b'").Cancel().Resume("b");

        instance.Retry().ShouldBeWaiting("b");
        instance.Resume("b").State.SubStatus.ShouldBe(WorkflowSubStatus.Faulted);
        instance.State.Incidents.Count.ShouldBe(2);
        instance.ShouldHaveSaid("undo a");
    }

    [Fact]
    public void Undo_GivenUpWhereIncidentsGoOn_LeavesTheInstanceWaiting()
    {
        var instance = Failing("nope()", new WorkflowEngineOptions { ContinueWithIncidents = true }).Cancel().Resume("b");

        instance.State.SubStatus.ShouldBe(WorkflowSubStatus.Suspended);
        instance.State.IsCancelling.ShouldBeTrue();
        instance.ResolveUndo(instance.State.Incidents.Single().ActivityInstanceId).State.SubStatus.ShouldBe(WorkflowSubStatus.Cancelled);
    }

    [Fact]
    public void Undo_InCircles_IsGivenUpAndTheOthersRun()
    {
        var circle = Chart("circle", [Line("x"), Line("y")], "x->y", "y->x");
        var instance = Instance.Start(
            Scope("s", Sequence("q", Step("a", null, Line("ua", "undo a")), Step("b", null, circle).With("undoAttempts", Literal("1")), Event("e"))),
            options: new WorkflowEngineOptions { MaxActivitiesPerBurst = 50 });

        instance.Cancel().State.SubStatus.ShouldBe(WorkflowSubStatus.Faulted);
        instance.State.Incidents.Single().ActivityId.ShouldBe("b");
        instance.Lines[^1].ShouldBe("undo a");
        instance.ResolveUndo(instance.State.Incidents[0].ActivityInstanceId).State.SubStatus.ShouldBe(WorkflowSubStatus.Cancelled);
    }

    [Fact]
    public void Scope_CompensatingInCircles_IsStopped()
    {
        var scope = Scope("s", Sequence("q", Step("a", null, Line("ua", "undo a")), Activity("c", "Delivery.Compensate")));
        var instance = Instance.Start(
            Activity("w", "Elsa.While", ("condition", Js("true")), ("body", scope)), options: new WorkflowEngineOptions { MaxActivitiesPerBurst = 50 });

        instance.State.SubStatus.ShouldBe(WorkflowSubStatus.Faulted);
        instance.State.Incidents.Single().Message.ShouldContain("endless loop");
    }

    [Fact]
    public void Undos_MoreThanABurstRunsActivities_AllRun()
    {
        var loop = Activity("l", "Elsa.For", ("start", 1), ("end", 15), ("body", Step("a", null, Line("u"))));
        var instance = Instance.Start(Scope("s", Sequence("q", loop, Event("e"))), options: new WorkflowEngineOptions { MaxActivitiesPerBurst = 20 });

        instance.Cancel().State.SubStatus.ShouldBe(WorkflowSubStatus.Cancelled);
        instance.Lines.Count.ShouldBe(15);
    }

    [Fact]
    public void Burst_StoppedWhileUndoing_LosesNoUndo()
    {
        var circle = Chart("circle", [Event("go"), Line("x"), Line("y")], "go->x", "x->y", "y->x");
        var undoing = Interruptible("i", Scope("s", Sequence("q", Step("a", null, Line("ua", "undo a")), Step("b", null, Event("wait")), Event("e"))));
        var instance = Instance.Start(
            Activity("p", "Elsa.Parallel", ("activities", new JsonArray(undoing, circle))), options: new WorkflowEngineOptions { MaxActivitiesPerBurst = 20 });

        instance.Resume("i").Resume("go").State.SubStatus.ShouldBe(WorkflowSubStatus.Faulted);
        instance.Lines.ShouldNotContain("undo a");
        instance.Cancel().Resume("wait").State.SubStatus.ShouldBe(WorkflowSubStatus.Cancelled);
        instance.Lines.Count(line => line == "undo a").ShouldBe(1);
    }

    [Fact]
    public void Validate_StepWithoutScopeOrUndo_Warns()
    {
        IEnumerable<string> Problems(JsonObject root) =>
            Instance.Engine().Validate(WorkflowBundle.Create(Definition(root))).Select(problem => $"{problem.IsError} {problem.ActivityNodeId}");

        Problems(Step("a", null, Line("u"))).ShouldBe(["False Workflow1:a"]);
        Problems(Activity("c", "Delivery.Compensate")).ShouldBe(["False Workflow1:c"]);
        Problems(Scope("s", Step("a", Line("l"), null))).ShouldBe(["False Workflow1:s:a"]);
        Problems(Scope("s", Step("a", Line("l"), Line("u")))).ShouldBeEmpty();
    }

    private static Instance Failing(string script, WorkflowEngineOptions? options = null)
    {
        var failing = Step("b", null, LineJs("ub", script)).With("undoAttempts", Literal("2")).With("undoDelay", Literal("00:00:05"));
        return Instance.Start(Scope("s", Sequence("q", Step("a", null, Line("ua", "undo a")), failing, Event("e"))), options: options);
    }
}
