using System.Globalization;
using System.Text.Json.Nodes;
using Delivery.Workflows.Tests.Support;
using Shouldly;
using static Delivery.Workflows.Tests.Support.Flow;

namespace Delivery.Workflows.Tests.Activities;

public sealed class WorkflowAsActivityTests
{
    private static WorkflowDefinition Child(JsonObject root, params JsonObject[] variables)
    {
        var document = Document(root, variables);
        document["id"] = "child-v2";
        document["definitionId"] = "child";
        document["name"] = "Child";
        document["version"] = 2;
        document["inputs"] = new JsonArray(new JsonObject { ["name"] = "Amount", ["type"] = "Int32" }, new JsonObject { ["name"] = "Name", ["type"] = "String" });
        document["outputs"] = new JsonArray(new JsonObject { ["name"] = "Receipt", ["type"] = "String" });
        document["outcomes"] = new JsonArray("Paid", "Refused");
        return WorkflowDefinition.From(document);
    }

    private static JsonObject Use(string id, params (string Name, JsonNode? Value)[] members)
    {
        var json = Activity(id, "Child", members);
        json["version"] = 2;
        json["workflowDefinitionId"] = "child";
        json["workflowDefinitionVersionId"] = "child-v2";
        return json;
    }

    private static Instance Start(JsonObject root, WorkflowDefinition child, StartInstance? start = null, params JsonObject[] variables) => Instance.Start(
        Definition(root, variables),
        start,
        resolve: reference => reference is { DefinitionId: "child", VersionId: "child-v2", Version: 2 } ? child : null);

    [Fact]
    public void Execute_InputsAndOutputs_ArePassed()
    {
        var child = Child(Activity("o", "Elsa.SetOutput", ("outputName", Literal("Receipt")), ("outputValue", Js("`${getName()}:${getInput('Amount') * 2}`"))));
        var root = Sequence("s", Use("c", ("amount", Js("20 + 1")), ("_Name", Literal("kim")), ("receipt", To("v-R"))), LineJs("l", "getR()"));

        Start(root, child, variables: Variable("R", "String")).ShouldBeFinished().ShouldHaveSaid("kim:42");
    }

    [Fact]
    public void Execute_SuspendsInside_InputsPersist()
    {
        var child = Child(Sequence("s", Event("wait"), LineJs("l", "`amount ${getInput('Amount')} ${getAmount()}`")));

        Start(Sequence("s", Use("c", ("amount", Literal("7")))), child).ShouldBeWaiting("wait").Resume("wait")
            .ShouldBeFinished().ShouldHaveSaid("amount 7 7");
    }

    [Fact]
    public void ChildCompleted_CompleteWithOutcomes_LeavesByThem()
    {
        var child = Child(Chart("f", [Event("wait"), Complete("c", "Refused")], "wait->c"));
        var root = Chart("f", [Use("pay"), Line("paid"), Line("refused"), Line("done")], "pay:Paid->paid", "pay:Refused->refused", "pay:Done->done");

        var instance = Start(root, child).Resume("wait").ShouldBeFinished().ShouldHaveSaid("refused");
        instance.Records.Values.Single(record => record.ActivityId == "pay").Payload!["Outcomes"]!.ToJsonString().ShouldBe("""["Refused"]""");
    }

    [Fact]
    public void ChildCompleted_NoComplete_LeavesByDone()
    {
        var root = Chart("f", [Use("pay"), Line("paid"), Line("done")], "pay:Paid->paid", "pay:Done->done");

        Start(root, Child(Line("inside"))).ShouldBeFinished().ShouldHaveSaid("inside", "done");
    }

    [Fact]
    public void Complete_SeveralLevelsDownInside_EndsOnlyTheInnerWorkflow()
    {
        var child = Child(Sequence("outer", Sequence("inner", Complete("c", "Paid"), Line("never")), Line("never either")));
        var root = Chart("f", [Use("pay"), Line("paid")], "pay:Paid->paid");

        var instance = Start(root, child).ShouldBeFinished().ShouldHaveSaid("paid");
        instance.EventsOf("c").ShouldBe([JournalEvents.Started, JournalEvents.Canceled]);
    }

    [Fact]
    public void Finish_Inside_EndsTheWholeInstance()
    {
        var child = Child(Sequence("s", Activity("fin", "Elsa.Finish"), Line("never")));
        var root = Chart("f", [Fork("k", "A", "B"), Event("wait"), Use("pay"), Line("never")], "k:A->wait", "k:B->pay", "pay->never");

        Start(root, child).ShouldBeFinished().ShouldHaveSaid();
    }

    [Fact]
    public void Fault_Inside_FaultsTheInstanceAndCountsOnEveryAncestor()
    {
        var child = Child(Sequence("s2", Activity("boom", "Elsa.Fault", ("message", Literal("no")), ("code", Literal("E1")))));

        var instance = Start(Sequence("s", Use("pay"), Line("never")), child);

        instance.State.SubStatus.ShouldBe(WorkflowSubStatus.Faulted);
        instance.State.Incidents.Single().ActivityNodeId.ShouldBe("Workflow1:s:pay:Workflow2:s2:boom");
        instance.Records.Values.Where(record => record.AggregateFaultCount == 1).Select(record => record.ActivityId)
            .ShouldBe(["Workflow1", "s", "pay", "Workflow2", "s2", "boom"], ignoreOrder: true);
    }

    [Fact]
    public void Start_VariablesAddressedToTheChild_ReplaceItsDefaults()
    {
        var child = Child(Sequence("s", Event("wait"), LineJs("l", "getTimeout()")), Variable("Timeout", "TimeSpan", "01:00:00"));
        var start = new StartInstance { InstanceId = "i1", Variables = new JsonObject { ["child.Timeout"] = "00:00:05" } };

        Start(Use("c"), child, start).Resume("wait").ShouldBeFinished().ShouldHaveSaid("00:00:05");
    }

    [Fact]
    public void Start_WorkflowUsesItself_IsRefused()
    {
        var child = Child(Use("again"));

        Should.Throw<WorkflowDefinitionException>(() => Start(Use("c"), child)).Message.ShouldContain("uses itself");
    }

    [Theory]
    [InlineData(1, 40, 1, "is used inside 32 others")]
    [InlineData(2, 20, 1, "more than 50000 activities")]
    [InlineData(1, 30, 60, "is inside more than 512 others")]
    public void Validate_WorkflowsThatUseEachOtherWithoutMeasure_AreRefused(int uses, int depth, int nesting, string reason)
    {
        WorkflowDefinition Level(int level)
        {
            var users = Sequence("s", [.. Enumerable.Range(0, level == depth ? 0 : uses).Select(i => UseOf(level, i))]);
            var document = Document(Enumerable.Range(1, nesting).Aggregate(users, (inner, i) => Sequence($"s{i}", inner)));
            document["id"] = $"level{level}";
            document["definitionId"] = $"level{level}";
            return WorkflowDefinition.From(document);
        }

        static JsonObject UseOf(int level, int i) => Activity($"u{i}", "Level", ("workflowDefinitionId", $"level{level + 1}"));
        var bundle = WorkflowBundle.Create(Level(0), reference => Level(int.Parse(reference.DefinitionId![5..], CultureInfo.InvariantCulture)));

        Instance.Engine().Validate(bundle).Single().Message.ShouldContain(reason);
    }

    [Fact]
    public void Execute_UnresolvedWorkflow_Faults()
    {
        var instance = Instance.Start(Sequence("s", Use("c")));

        instance.State.SubStatus.ShouldBe(WorkflowSubStatus.Faulted);
        instance.State.Incidents.Single().Message.ShouldContain("'Child' version 2 is not known");
    }

    [Fact]
    public void Create_BundleAsJson_RoundTripsAndKeepsItsHash()
    {
        var child = Child(Line("inside"));
        var bundle = WorkflowBundle.Create(Definition(Sequence("s", Use("c"))), _ => child);

        var copy = WorkflowBundle.Parse(bundle.ToJson());

        copy.Hash.ShouldBe(bundle.Hash);
        copy.Workflows.Single().Id.ShouldBe("child-v2");
        Instance.Engine().Start(copy, new StartInstance { InstanceId = "i" }, DateTimeOffset.UnixEpoch)
            .Effects.ShouldBe([new WriteLine("inside")]);
    }
}
