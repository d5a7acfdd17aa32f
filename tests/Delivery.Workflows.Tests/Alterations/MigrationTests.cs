using System.Text.Json.Nodes;
using Delivery.Workflows.Tests.Support;
using Shouldly;
using static Delivery.Workflows.Tests.Support.Flow;

namespace Delivery.Workflows.Tests.Alterations;

public sealed class MigrationTests
{
    [Fact]
    public void Migrate_SeveralPlacesAreGone_SaysAllOfThem()
    {
        var instance = Instance.Start(Chart("f", [Fork("k", "A", "B"), Event("a"), Event("b")], "k:A->a", "k:B->b"));

        var refusal = Should.Throw<AlterationException>(() => instance.MigrateTo(Version(2, Chart("f", [Fork("k", "A", "B"), Activity("b", "Elsa.Delay")], "k:B->b"))));

        refusal.Problems.Select(problem => problem.ActivityNodeId).ShouldBe(["Workflow1:f", "Workflow1:f:a", "Workflow1:f:b"]);
        refusal.Problems[1].Message.ShouldBe("'a' is active, waiting for Elsa.Event, and the new version does not have it at this place.");
        refusal.Problems[2].Message.ShouldBe("'b' is active, waiting for Elsa.Event, and is a Elsa.Delay in the new version.");
        instance.State.DefinitionVersion.ShouldBe(1);
    }

    [Fact]
    public void Migrate_Waiting_KeepsItsWaitsAndSaysWhoDidIt()
    {
        var instance = Instance.Start(Sequence("s", Activity("d", "Elsa.Delay", ("timeSpan", Literal("01:00:00"))), Line("z")));
        var before = instance.State.Bookmarks.Single();

        instance.MigrateTo(Version(7, Sequence("s", Activity("d", "Elsa.Delay", ("timeSpan", Literal("02:00:00"))), Line("y"))));

        instance.Last.AddedBookmarks.ShouldBeEmpty();
        instance.Last.RemovedBookmarks.ShouldBeEmpty();
        instance.State.Bookmarks.Single().DueAt.ShouldBe(before.DueAt);
        instance.State.ShouldSatisfyAllConditions(
            state => state.DefinitionVersion.ShouldBe(7),
            state => state.DefinitionVersionId.ShouldBe("version-7"));
        var entry = instance.Last.Journal.ShouldHaveSingleItem();
        entry.Message.ShouldBe("The instance was migrated from version 1 to version 7 by operator-1.");
        entry.Payload!.ToJsonString().ShouldBe("""{"alteration":{"type":"Migrate","targetVersion":7},"by":"operator-1"}""");
        instance.Resume("d").ShouldBeFinished().ShouldHaveSaid("y");
    }

    [Fact]
    public void Migrate_ToTheSameBundle_IsNoBurst()
    {
        var instance = Instance.Start(Sequence("s", Event("e")));

        instance.MigrateTo(Definition(Sequence("s", Event("e")))).Last.Applied.ShouldBeFalse();
    }

    [Fact]
    public void Migrate_OtherDefinition_IsRefused()
    {
        var document = Document(Sequence("s", Event("e")));
        document["definitionId"] = "other";

        Should.Throw<AlterationException>(() => Instance.Start(Sequence("s", Event("e"))).MigrateTo(WorkflowDefinition.From(document)))
            .Message.ShouldBe("The instance runs 'main'; it cannot become one of 'other'.");
    }

    [Fact]
    public void Migrate_Variables_KeepsValuesConvertsAndTakesNewDefaults()
    {
        var root = Sequence("s", Set("set", "v-N", "'41'"), Event("e"), LineJs("show", "`${getN() + 1} ${getM()} ${typeof getOld}`"));
        var instance = Instance.Start(root, [Variable("N", "String"), Variable("Old", "String", "x")]);

        instance.MigrateTo(Version(2, (JsonObject)root.DeepClone(), Variable("N", "Int32"), Variable("M", "String", "new")));

        instance.Resume("e").ShouldBeFinished().ShouldHaveSaid("42 new undefined");
    }

    [Fact]
    public void Migrate_LoopGoesOn_AtTheItemWhereItWas()
    {
        JsonObject Loop(params JsonObject[] body) =>
            Activity("l", "Elsa.ForEach", ("items", Js("['a','b','c']")), ("body", Sequence("s", [Event("e"), LineJs("x", "getVariable('CurrentValue')"), .. body])));
        var instance = Instance.Start(Loop()).Resume("e");

        instance.MigrateTo(Version(2, Loop(Line("new"))));

        instance.Resume("e").Resume("e").ShouldBeFinished().ShouldHaveSaid("a", "b", "new", "c", "new");
    }

    [Fact]
    public void Migrate_SubWorkflow_ReplacesThePinnedOneAndGoesOnInside()
    {
        var definition = Definition(Sequence("s", Use("child"), Line("z")));
        var instance = Instance.Start(definition, resolve: _ => Child(1, Sequence("cs", Event("e"), Line("old"))));

        instance.MigrateTo(definition, _ => Child(2, Sequence("cs", Line("before"), Event("e"), Line("new"))));

        instance.Last.Journal.Single().Message!.ShouldStartWith("The instance was migrated within version 1, to the workflows that it uses now");
        instance.Resume("e").ShouldBeFinished().ShouldHaveSaid("new", "z");
    }

    [Fact]
    public void Migrate_AnotherSubWorkflowAtThePlace_IsRefused()
    {
        var instance = Instance.Start(Definition(Sequence("s", Use("child"))), resolve: _ => Child(1, Sequence("cs", Event("e"))));
        var other = Child(1, Sequence("cs", Event("e"))).Document.DeepClone().AsObject();
        other["definitionId"] = "other";

        Should.Throw<AlterationException>(() => instance.MigrateTo(Version(2, Sequence("s", Use("other"))), _ => WorkflowDefinition.From(other)))
            .Problems[0].ActivityNodeId.ShouldBe("Workflow1:s:use");
    }

    [Fact]
    public void Migrate_StateMachine_TransitionsAreFoundByNameNotByPlace()
    {
        var (toB, toC) = (Transition("ab", "A", "B", "go"), Transition("ac", "A", "C", "other"));
        var instance = Instance.Start(Machine(["A", "B", "C"], toB, toC));

        instance.MigrateTo(Version(2, Machine(["A", "B", "C"], Transition("aa", "A", "B", "new"), toC, toB)));

        instance.Resume("go").ShouldBeFinished().ShouldHaveSaid("entered B");
    }

    [Fact]
    public void Migrate_StateMachine_StateOrTransitionIsGone_IsRefused()
    {
        var instance = Instance.Start(Machine(["A", "B"], Transition("ab", "A", "B", "go")));

        var refusal = Should.Throw<AlterationException>(() => instance.MigrateTo(Version(2, Machine(["B", "C"], Transition("renamed", "C", "B", "go")))));

        refusal.Problems.Select(problem => problem.Message).ShouldBe([
            "'m' is in the state 'A', which the new version does not have.",
            "'go' is active as the trigger of the transition 'ab', and is not in the new version."]);
    }

    [Fact]
    public void Migrate_JoinHasATokenOfAnArrowThatIsGone_IsRefused()
    {
        JsonObject Joined(params string[] arrows) =>
            Chart("f", [Fork("k", "A", "B"), Line("a"), Event("b"), Join("j", "WaitAll"), Line("z")], ["k:A->a", "k:B->b", "b->j", "j->z", .. arrows]);
        var instance = Instance.Start(Joined("a->j"));

        Should.Throw<AlterationException>(() => instance.MigrateTo(Version(2, Joined("a->b"))))
            .Message.ShouldContain("Workflow1:f:j: 'j' waits for more than the arrow from 'a', which has been taken");
        instance.MigrateTo(Version(3, Joined("a->j", "z->k"))).Resume("b").ShouldHaveSaid("a", "z", "a");
    }

    [Fact]
    public void Migrate_CounterMode_PassedArrowGoneOrNewArrowThatIsDead_IsRefused()
    {
        JsonObject Counted(params string[] arrows) =>
            Chart("f", [Fork("k", "A", "B"), Line("a"), Event("b"), Line("m"), Line("n")], ["k:A->a", "k:B->b", "b->m", .. arrows]);
        var options = new WorkflowEngineOptions { FlowchartMode = FlowchartMode.CounterBased };
        var instance = Instance.Start(Definition(Counted("a->m", "m->n")), options: options);

        Should.Throw<AlterationException>(() => instance.MigrateTo(Version(2, Counted("m->n")))).Message.ShouldContain("The arrow a:Done->m:In has been passed".Replace(":In", "", StringComparison.Ordinal));
        Should.Throw<AlterationException>(() => instance.MigrateTo(Version(2, Counted("a->m", "m->n", "a->n")))).Message.ShouldContain("'n' waits for 'a' too in the new version");
        instance.MigrateTo(Version(2, Counted("a->m", "m->n", "b->n"))).Resume("b").ShouldBeFinished().ShouldHaveSaid("a", "m", "n");
    }

    [Fact]
    public void Migrate_StartThatBeganItIsGone_IsRefused()
    {
        JsonObject Starts(params JsonObject[] others) => Chart("f", [.. others, Event("wait")], others.Select(other => $"{other["id"]}->wait").ToArray());
        var instance = Instance.Start(Definition(Starts(Event("one").Starting(), Event("two").Starting())), new StartInstance { InstanceId = "i1", TriggerActivityId = "two" });

        Should.Throw<AlterationException>(() => instance.MigrateTo(Version(2, Starts(Event("one").Starting()))))
            .Problems[0].ShouldBe(new AlterationProblem("Workflow1:f:two", "The instance was started here, and the new version does not have this start at its place."));
    }

    [Fact]
    public void Migrate_FaultedAndRetry_GoesOnInTheCorrectedVersion()
    {
        var instance = Instance.Start(Chart("f", [Fork("k", "A", "B"), Event("e"), LineJs("x", "nope()"), Line("z")], "k:A->e", "k:B->x", "x->z"));
        instance.State.SubStatus.ShouldBe(WorkflowSubStatus.Faulted);
        var corrected = WorkflowBundle.Create(Version(2, Chart("f", [Fork("k", "A", "B"), Event("e"), LineJs("x", "'yes'"), Line("z")], "k:A->e", "k:B->x", "x->z")));

        instance.Alter(corrected, new MigrateInstance(2), new RetryFaults());

        instance.ShouldBeWaiting("e").ShouldHaveSaid("yes", "z");
        instance.Last.AddedBookmarks.Single().ActivityId.ShouldBe("e", "what slept waits again");
    }

    [Fact]
    public void Migrate_NotFirst_IsRefused()
    {
        var instance = Instance.Start(Sequence("s", Event("e")));
        var target = WorkflowBundle.Create(Version(2, Sequence("s", Event("e"))));

        Should.Throw<AlterationException>(() => instance.Alter(target, new RetryFaults(), new MigrateInstance(2))).Message.ShouldStartWith("A migration comes first");
        Should.Throw<AlterationException>(() => instance.Alter(new CancelInstance("x"), new RetryFaults())).Message.ShouldStartWith("Nothing can follow");
        Should.Throw<AlterationException>(() => instance.Alter()).Message.ShouldStartWith("Say what");
    }

    private static WorkflowDefinition Version(int number, JsonObject root, params JsonObject[] variables)
    {
        var document = Document(root, variables);
        (document["id"], document["version"]) = ($"version-{number}", number);
        return WorkflowDefinition.From(document);
    }

    private static WorkflowDefinition Child(int number, JsonObject root)
    {
        var document = Document(root);
        (document["id"], document["definitionId"], document["version"]) = ($"child-v{number}", "child", number);
        return WorkflowDefinition.From(document);
    }

    private static JsonObject Use(string definitionId)
    {
        var use = Activity("use", "Child");
        use["workflowDefinitionId"] = definitionId;
        return use;
    }

    private static JsonObject Machine(string[] states, params JsonObject[] transitions) => Activity(
        "m",
        "Elsa.StateMachine",
        ("initialState", "A"),
        ("states", new JsonArray([.. states.Select(state => new JsonObject { ["name"] = state, ["entry"] = state == "A" ? null : Line($"entered {state}") })])),
        ("transitions", new JsonArray([.. transitions.Select(transition => transition.DeepClone())])));

    private static JsonObject Transition(string name, string from, string to, string trigger) =>
        new() { ["name"] = name, ["from"] = from, ["to"] = to, ["trigger"] = Event(trigger) };
}
