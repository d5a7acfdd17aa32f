using System.Text.Json.Nodes;
using Delivery.Workflows.Tests.Support;
using Shouldly;
using static Delivery.Workflows.Tests.Support.Flow;

namespace Delivery.Workflows.Tests.Compensation;

/// <summary>What operators do to instances that have something to undo.</summary>
public sealed class AlteredUndoTests
{
    [Fact]
    public void Migrate_RecordedUndo_RunsAsTheNewVersionHasIt()
    {
        var instance = Instance.Start(Version(1, Step("a", Line("la", "do"), Line("ua", "undo")), Event("e")));

        instance.MigrateTo(Version(2, Step("a", Line("la", "do"), Line("ua", "undo better")), Event("e"))).Cancel().ShouldHaveSaid("do", "undo better");
    }

    [Fact]
    public void Migrate_RecordedUndoIsGone_IsRefusedOnceForEachPlace()
    {
        Instance Looped() => Instance.Start(Version(1, Loop(Step("a", null, Line("ua"))), Event("e")));

        Problems(Looped(), Event("e")).ShouldBe(["Workflow1:s:q:loop", "Workflow1:s:q:loop:a"], ignoreOrder: true);
        Problems(Looped(), Loop(Step("a", Line("la"), null)), Event("e")).ShouldBe(["Workflow1:s:q:loop:a"]);
        Problems(Looped(), Loop(Line("a")), Event("e")).ShouldBe(["Workflow1:s:q:loop:a"]);
        Problems(Looped(), Loop(Step("a", null, Line("ua"))), Event("e")).ShouldBeEmpty();
    }

    [Fact]
    public void Migrate_WhileUndoing_KeepsWhatTheUndoSees()
    {
        var step = Step("a", null, Sequence("u", Event("answer"), LineJs("ua", "`undo ${getVariable('CurrentValue')}`")));
        var instance = Instance.Start(Version(1, Loop(step), Event("e"))).Cancel();

        instance.MigrateTo(Version(2, Line("new"), Loop((JsonObject)step.DeepClone()), Line("newer"), Event("e")));

        instance.Resume("answer").Resume("answer").ShouldHaveSaid("undo y", "undo x");
        instance.State.SubStatus.ShouldBe(WorkflowSubStatus.Cancelled);
    }

    [Fact]
    public void Migrate_WhileUndoingWhatHasNoUndoAnyMore_IsRefused() =>
        Problems(Instance.Start(Version(1, Step("a", null, Event("answer")), Event("e"))).Cancel(), Step("a", Line("la"), null), Event("e"))
            .ShouldContain("Workflow1:s:q:a");

    [Fact]
    public void Migrate_WhileOnlyUndosRun_DoesNotCareWhatWouldComeNext()
    {
        JsonObject Undone() => Scope("s", Sequence("q", Step("a", null, Event("answer")), Event("e")));
        var instance = Instance.Start(Numbered(1, Sequence("m", Line("x"), Undone()))).Cancel();

        instance.MigrateTo(Numbered(2, Sequence("m", Undone(), Line("x")))).Resume("answer").State.SubStatus.ShouldBe(WorkflowSubStatus.Cancelled);
    }

    [Fact]
    public void CancelActivity_StepThatIsNotDone_IsNotUndone()
    {
        var instance = Instance.Start(Version(1, Done("a"), Step("b", Event("e"), Line("ub", "undo b")), Done("c"), Event("w")));

        instance.Alter(new CancelActivity { ActivityId = "b" }).ShouldBeWaiting("w");
        instance.Cancel().ShouldHaveSaid("undo c", "undo a");
    }

    [Fact]
    public void CancelActivity_Scope_UndoesItAndWhatSurroundsItGoesOnBehind()
    {
        var instance = Instance.Start(Sequence("m", Scope("s", Sequence("q", Done("a"), Step("b", null, Event("answer")), Event("e"))), Line("after")));

        instance.Alter(new CancelActivity { ActivityId = "s" }).ShouldBeWaiting("answer").ShouldHaveSaid();
        instance.Resume("answer").ShouldBeFinished().ShouldHaveSaid("undo a", "after");
    }

    [Fact]
    public void CancelActivity_LastWayOutOfAStateThatHasSomethingToUndo_IsRefused()
    {
        var way = new JsonObject
        {
            ["name"] = "t", ["from"] = "A", ["to"] = "B", ["trigger"] = Scope("s", Sequence("q", Step("a", null, Event("answer")), Event("e"))),
        };
        var instance = Instance.Start(Activity(
            "m", "Elsa.StateMachine", ("initialState", "A"), ("states", new JsonArray(new JsonObject { ["name"] = "A" }, new JsonObject { ["name"] = "B" })), ("transitions", new JsonArray(way))));

        Should.Throw<AlterationException>(() => instance.Alter(new CancelActivity { ActivityId = "s" })).Message.ShouldContain("last way out");
    }

    [Fact]
    public void CancelActivity_UndoThatWaits_LeavesTheRestToUndo()
    {
        var instance = Instance.Start(Version(1, Done("a"), Step("b", null, Event("answer")), Event("e"))).Cancel();
        var undo = instance.Records.Values.Single(record => record.ActivityId == "b" && record.CompletedAt is null).Id;

        instance.Alter(new CancelActivity { ActivityInstanceId = undo });

        instance.State.SubStatus.ShouldBe(WorkflowSubStatus.Cancelled);
        instance.ShouldHaveSaid("undo a");
    }

    [Fact]
    public void ScheduleActivity_WhereOnlyUndosRun_IsRefused()
    {
        var instance = Instance.Start(Activity("p", "Elsa.Parallel", ("activities", new JsonArray(
            Interruptible("i", Scope("s", Sequence("q", Step("a", null, Event("answer")), Event("e")))), Event("w"))))).Resume("i");
        var scope = instance.Records.Values.Single(record => record.ActivityId == "s").Id;

        Refusal(new ScheduleActivity { ActivityInstanceId = scope }).ShouldContain("running");
        Refusal(new ScheduleActivity { ActivityInstanceId = instance.Records.Values.Single(record => record.ActivityId == "i").Id }).ShouldContain("ending");

        string Refusal(ScheduleActivity schedule) => Should.Throw<AlterationException>(() => instance.Alter(schedule)).Message;
    }

    [Fact]
    public void Retry_OneOfTwoUndosGivenUp_LetsItWait()
    {
        JsonObject Failing(string name) => Step(name, null, Sequence($"u{name}", Event($"answer {name}"), Script($"bad {name}", "nope()"))).With("undoAttempts", Literal("1"));
        var instance = Instance.Start(Version(1, Failing("a"), Failing("b"), Event("e"))).Cancel().Resume("answer b").Resume("answer a");
        instance.State.SubStatus.ShouldBe(WorkflowSubStatus.Faulted);

        instance.Alter(new RetryFaults { ActivityIds = ["b"] }).ShouldBeWaiting("answer b");

        instance.Resume("answer b").State.SubStatus.ShouldBe(WorkflowSubStatus.Faulted);
        foreach (var incident in instance.State.Incidents.DistinctBy(incident => incident.ActivityInstanceId).ToList())
        {
            instance.ResolveUndo(incident.ActivityInstanceId);
        }

        instance.State.SubStatus.ShouldBe(WorkflowSubStatus.Cancelled);
    }

    [Fact]
    public void Cancel_WhileCancelling_IsRefused() =>
        Should.Throw<AlterationException>(() => Instance.Start(Version(1, Step("a", null, Event("answer")), Event("e"))).Cancel().Alter(new CancelInstance("again")))
            .Message.ShouldContain("being cancelled already");

    private static IEnumerable<string?> Problems(Instance instance, params JsonObject[] body)
    {
        try
        {
            instance.MigrateTo(Version(2, body));
            return [];
        }
        catch (AlterationException exception)
        {
            return exception.Problems.Select(problem => problem.ActivityNodeId);
        }
    }

    private static WorkflowDefinition Version(int version, params JsonObject[] body) => Numbered(version, Scope("s", Sequence("q", body)));

    private static WorkflowDefinition Numbered(int version, JsonObject root)
    {
        var document = Document(root);
        (document["id"], document["version"]) = ($"version-{version}", version);
        return WorkflowDefinition.From(document);
    }

    private static JsonObject Loop(JsonObject body) => Activity("loop", "Elsa.ForEach", ("items", Js("['x', 'y']")), ("body", body));

    private static JsonObject Done(string name) => Step(name, null, Line($"line {name}", $"undo {name}"));
}
