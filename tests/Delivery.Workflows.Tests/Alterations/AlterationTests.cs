using System.Text.Json.Nodes;
using Delivery.Workflows.Tests.Support;
using Shouldly;
using static Delivery.Workflows.Tests.Support.Flow;

namespace Delivery.Workflows.Tests.Alterations;

public sealed class AlterationTests
{
    [Fact]
    public void Modify_SeveralContainersHaveTheVariable_NeedsTheExecution()
    {
        JsonObject Inner(string id)
        {
            var inner = Sequence(id, Event($"{id}-wait"), LineJs($"{id}-show", "getX()"));
            inner["variables"] = new JsonArray(new JsonObject { ["id"] = $"v-{id}", ["name"] = "X", ["typeName"] = "String", ["value"] = "?", ["storageDriverTypeName"] = "WorkflowInstanceStorageDriver" });
            return inner;
        }

        var instance = Instance.Start(Activity("p", "Elsa.Parallel", ("activities", new JsonArray(Inner("a"), Inner("b")))));

        Should.Throw<AlterationException>(() => instance.Alter(new ModifyVariable("X", "!"))).Message.ShouldContain("Several running activities have a variable 'X': i1-3, i1-4. Name one");
        var inside = instance.State.Bookmarks.Single(bookmark => bookmark.ActivityId == "b-wait").ActivityInstanceId;
        instance.Alter(new ModifyVariable("X", "!") { ActivityInstanceId = inside });

        instance.Resume("a-wait").Resume("b-wait").ShouldBeFinished().ShouldHaveSaid("?", "!");
    }

    [Fact]
    public void Modify_VariableThatAScriptMade_IsFoundByName()
    {
        var instance = Instance.Start(Sequence("s", Script("set", "setVariable('loose', 1)"), Event("e"), LineJs("show", "getVariable('loose')")));

        instance.Alter(new ModifyVariable("loose", 2)).Resume("e").ShouldBeFinished().ShouldHaveSaid("2");
    }

    [Theory]
    [InlineData("Int32", "0", true)]
    [InlineData("Int32", "x", false)]
    [InlineData("Boolean", "false", true)]
    [InlineData("Boolean", "perhaps", false)]
    [InlineData("TimeSpan", "00:10:00", true)]
    [InlineData("TimeSpan", "soon", false)]
    [InlineData("String", "anything", true)]
    public void Modify_Value_MustBeOneOfTheType(string type, string value, bool fits)
    {
        var instance = Instance.Start(Sequence("s", Event("e")), [Variable("V", type)]);

        var alter = () => instance.Alter(new ModifyVariable("V", value));

        if (fits)
        {
            alter().Last.Applied.ShouldBeTrue();
        }
        else
        {
            Should.Throw<AlterationException>(alter).Message.ShouldContain($"'{value}' is no value for the variable 'V'");
        }
    }

    [Fact]
    public void Modify_Journal_DoesNotTellTheValue()
    {
        var instance = Instance.Start(Sequence("s", Event("e")), [Variable("Secret", "String")]);

        var entry = instance.Alter(new ModifyVariable("Secret", "swordfish")).Last.Journal.ShouldHaveSingleItem();

        entry.Message.ShouldBe("The variable 'Secret' was set by operator-1.");
        entry.Payload!.ToJsonString().ShouldNotContain("swordfish");
    }

    [Fact]
    public void CancelActivity_EveryExecutionOfIt_Ends()
    {
        var instance = Instance.Start(Sequence("s", Activity("l", "Elsa.ParallelForEach", ("items", Js("[1,2,3]")), ("body", Event("e"))), Line("z")));
        instance.Waiting.Count().ShouldBe(3);

        instance.Alter(new CancelActivity { ActivityId = "e" });

        instance.ShouldBeFinished().ShouldHaveSaid("z");
    }

    [Fact]
    public void CancelActivity_BodyOfAnInterruptible_LeavesItAsCompleted()
    {
        var instance = Instance.Start(Chart("f", [Interruptible("i", Event("e")), Line("done"), Line("stopped")], "i:Completed->done", "i:Interrupted->stopped"));

        instance.Alter(new CancelActivity { ActivityId = "e" }).ShouldBeFinished().ShouldHaveSaid("done");
    }

    [Fact]
    public void CancelActivity_LastTriggerOfAState_IsRefused()
    {
        var machine = Activity(
            "m",
            "Elsa.StateMachine",
            ("initialState", "A"),
            ("states", new JsonArray(new JsonObject { ["name"] = "A" }, new JsonObject { ["name"] = "B" })),
            ("transitions", new JsonArray(new JsonObject { ["from"] = "A", ["to"] = "B", ["trigger"] = Event("e") })));
        var instance = Instance.Start(machine);

        Should.Throw<AlterationException>(() => instance.Alter(new CancelActivity { ActivityId = "e" })).Message.ShouldContain("last way out of the state");

        instance.ShouldBeWaiting("e").Resume("e").ShouldBeFinished();
    }

    [Fact]
    public void CancelActivity_TheInstanceItself_IsRefused() =>
        Should.Throw<AlterationException>(() => Instance.Start(Sequence("s", Event("e"))).Alter(new CancelActivity { ActivityId = "Workflow1" }))
            .Message.ShouldContain("cancel it with Cancel");

    [Fact]
    public void ScheduleActivity_AnExecutionThatWaits_RunsAgainFromItsBeginning()
    {
        var instance = Instance.Start(Sequence("s", Event("e"), Line("z")));
        var first = instance.State.Bookmarks.Single();

        instance.Alter(new ScheduleActivity { ActivityInstanceId = first.ActivityInstanceId });

        instance.Last.RemovedBookmarks.Single().Id.ShouldBe(first.Id);
        instance.State.Bookmarks.ShouldHaveSingleItem().Id.ShouldNotBe(first.Id);
        instance.Resume("e").ShouldBeFinished().ShouldHaveSaid("z");
    }

    [Theory]
    [InlineData("nothing", "has no activity 'nothing'")]
    [InlineData("body", "'l' decides itself what runs in it")]
    public void ScheduleActivity_WhereItCannotRun_IsRefused(string activityId, string reason)
    {
        var instance = Instance.Start(Activity("l", "Elsa.ForEach", ("items", Js("[1,2]")), ("body", Event("body"))));

        Should.Throw<AlterationException>(() => instance.Alter(new ScheduleActivity { ActivityId = activityId })).Message.ShouldContain(reason);
    }

    [Fact]
    public void Alter_SeveralAtOnce_AreOneBurst()
    {
        var instance = Instance.Start(Sequence("s", Event("a"), LineJs("show", "getN()"), Event("b")), [Variable("N", "Int32", "1")]);

        instance.Alter(new ModifyVariable("N", 5), new CancelActivity { ActivityId = "a" });

        instance.ShouldBeWaiting("b").ShouldHaveSaid("5");
        instance.Last.Journal.Count(entry => entry.EventName == JournalEvents.Altered).ShouldBe(2);
        instance.State.Format.ShouldBe(1, "an alteration needs no newer format");
    }

    [Fact]
    public void Alter_EndedInstance_IsRefused() =>
        Should.Throw<AlterationException>(() => Instance.Start(Line("z")).Alter(new RetryFaults())).Message.ShouldContain("The instance has ended (Finished)");

    [Theory]
    [InlineData("""{"type":"Migrate","targetVersion":3}""")]
    [InlineData("""{"type":"Migrate"}""")]
    [InlineData("""{"type":"ModifyVariable","variableId":"v","value":{"a":[1,null]}}""")]
    [InlineData("""{"type":"ModifyVariable","variableId":"v","value":null,"activityInstanceId":"i-1"}""")]
    [InlineData("""{"type":"ScheduleActivity","activityId":"a","activityInstanceId":"i-1"}""")]
    [InlineData("""{"type":"CancelActivity","activityInstanceId":"i-1"}""")]
    [InlineData("""{"type":"Cancel","reason":"because"}""")]
    [InlineData("""{"type":"Retry","activityIds":["a","b"]}""")]
    [InlineData("""{"type":"Retry"}""")]
    public void Parse_Written_IsTheSame(string json) => Alteration.Parse(JsonNode.Parse(json)!.AsObject()).ToJson().ToJsonString().ShouldBe(json);

    [Theory]
    [InlineData("""{"type":"Explode"}""", "no alteration 'Explode'")]
    [InlineData("""{}""", "no alteration ''")]
    [InlineData("""{"type":"Migrate","version":3}""", "Migrate has no member 'version'")]
    [InlineData("""{"type":"Migrate","targetVersion":"new"}""", "targetVersion is a number")]
    [InlineData("""{"type":"ModifyVariable","value":3}""", "needs a variableId")]
    [InlineData("""{"type":"CancelActivity"}""", "needs an activityId")]
    [InlineData("""{"type":"Retry","activityIds":"a"}""", "list of ids")]
    public void Parse_NotAnAlteration_SaysWhatIsWrong(string json, string reason) =>
        Should.Throw<AlterationException>(() => Alteration.Parse(JsonNode.Parse(json)!.AsObject())).Message.ShouldContain(reason);
}
