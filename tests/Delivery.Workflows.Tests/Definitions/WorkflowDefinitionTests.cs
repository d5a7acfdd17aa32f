using System.Text.Json.Nodes;
using Delivery.Workflows.Tests.Support;
using Shouldly;
using static Delivery.Workflows.Tests.Support.Flow;

namespace Delivery.Workflows.Tests.Definitions;

public sealed class WorkflowDefinitionTests
{
    private const string Document = """
        {
          "$schema": "https://example.test/schema.json",
          "id": "v7",
          "definitionId": "takeaway",
          "tenantId": "",
          "name": "배달 Takeaway <1>",
          "description": null,
          "createdAt": "2026-03-01T09:00:00.1234567+09:00",
          "version": 7,
          "toolVersion": "3.8.2.0",
          "variables": [
            { "id": "a", "name": "Count", "typeName": "Int32", "isArray": false, "value": "12", "storageDriverTypeName": "Elsa.Workflows.WorkflowInstanceStorageDriver, Elsa.Workflows.Core", "extra": 1 },
            { "id": "b", "name": "Names", "typeName": "String", "isArray": true, "value": "[\"kim\"]", "storageDriverTypeName": null },
            { "id": "c", "name": "Bad", "typeName": "Int32", "value": "twelve" },
            { "id": "d", "name": "Blank", "typeName": "String", "value": "  " },
            { "id": "e", "name": "Broken", "typeName": "JsonObject", "value": "{" }
          ],
          "inputs": [ { "type": "String", "name": "Customer", "uiHint": "singleline", "storageDriverType": null } ],
          "outputs": [ { "type": "Int32", "isArray": true, "name": "Totals" } ],
          "outcomes": [ "Paid", "Refused" ],
          "customProperties": { "VariableTestValues": { "a": 1.50 }, "deep": [ { "_type": "X" } ] },
          "isReadonly": false,
          "unknownTopLevel": { "keep": [ 1, 2.0, 3e5, "é", "\u00e9" ] },
          "root": {
            "id": "f", "nodeId": "Workflow1:f", "type": "Elsa.Flowchart", "version": 1,
            "metadata": { "designer": { "position": { "x": -40.5, "y": 60 } } },
            "activities": [
              { "id": "x", "type": "Acme.Teleport", "version": 3, "speed": { "typeName": "Double", "expression": { "type": "Quantum", "value": [ 1, { "q": null } ] } }, "odd": true }
            ],
            "connections": [ { "source": { "activity": "x", "port": null }, "target": { "activity": "ghost", "port": "In" }, "vertices": [ { "x": 1, "y": 2 } ] } ]
          }
        }
        """;

    [Fact]
    public void ToJson_DocumentWithUnknownParts_LosesNothing()
    {
        var definition = WorkflowDefinition.Parse(Document);

        JsonNode.DeepEquals(JsonNode.Parse(definition.ToJson()), JsonNode.Parse(Document)).ShouldBeTrue();
        definition.ToJson().ShouldContain("배달 Takeaway <1>");
        definition.ToJson().ShouldContain("1.50");
        WorkflowDefinition.Parse(definition.ToJson()).ToJson().ShouldBe(definition.ToJson());
        definition.ToJson().ShouldNotContain("\r");
    }

    [Fact]
    public void ToJson_AfterRunning_IsUnchanged()
    {
        var definition = WorkflowDefinition.Parse(Document);
        var before = definition.ToJson();

        Instance.Start(definition);

        definition.ToJson().ShouldBe(before);
    }

    [Fact]
    public void Parse_Document_GivesItsParts()
    {
        var definition = WorkflowDefinition.Parse(Document);

        definition.Id.ShouldBe("v7");
        definition.DefinitionId.ShouldBe("takeaway");
        definition.Version.ShouldBe(7);
        definition.Inputs.Single().ShouldBe(new WorkflowArgument("Customer", "String") { UIHint = "singleline" });
        definition.Outputs.Single().TypeName.ShouldBe("Int32[]");
        definition.Outcomes.ShouldBe(["Paid", "Refused"]);
        definition.Variables.Select(variable => $"{variable.Name}:{variable.TypeName}={variable.Default?.ToJsonString()}/{variable.IsPersistent}").ShouldBe(
            ["Count:Int32=12/True", "Names:String[]=[\"kim\"]/False", "Bad:Int32=0/False", "Blank:String=/False", "Broken:JsonObject=/False"]);
    }

    [Theory]
    [InlineData("[]", "JSON object")]
    [InlineData("{", "not valid JSON")]
    [InlineData("""{"id":"a","id":"b"}""", "not valid JSON")]
    public void Parse_NotADefinition_IsRefused(string json, string reason) =>
        Should.Throw<WorkflowDefinitionException>(() => WorkflowDefinition.Parse(json)).Message.ShouldContain(reason);

    [Fact]
    public void Parse_NoRoot_IsAnEmptySequence() => Instance.Start(WorkflowDefinition.Parse("""{"definitionId":"x"}""")).ShouldBeFinished();

    [Fact]
    public void Parse_PascalCaseMembers_AreRead() =>
        WorkflowDefinition.Parse("""{"DefinitionId":"x","Variables":[{"Id":"a","Name":"N","TypeName":"Int64"}]}""").Variables.Single().TypeName.ShouldBe("Int64");

    [Fact]
    public void Start_UnknownActivity_FaultsWhenItRunsAndNotBefore()
    {
        var instance = Instance.Start(Sequence("s", Event("e"), Activity("x", "Acme.Teleport"))).ShouldBeWaiting("e").Resume("e");

        instance.State.SubStatus.ShouldBe(WorkflowSubStatus.Faulted);
        instance.State.Incidents.Single().Message.ShouldContain("Acme.Teleport");
        instance.State.Incidents.Single().ActivityType.ShouldBe("Acme.Teleport");
    }

    [Fact]
    public void Start_NotFoundActivityWhoseTypeIsKnownAgain_RunsTheOriginal()
    {
        var lost = Activity("x", "Elsa.NotFoundActivity", ("missingTypeName", "Elsa.WriteLine"), ("originalActivityJson", Line("x", "back").ToJsonString()));

        Instance.Start(lost).ShouldBeFinished().ShouldHaveSaid("back");
    }

    [Fact]
    public void Start_ActivitiesWithoutIds_GetSome()
    {
        static JsonObject Nameless(string text)
        {
            var line = Line("WriteLine1", text);
            line.Remove("id");
            return line;
        }

        var instance = Instance.Start(Sequence("s", Nameless("a"), Line("WriteLine1", "b"), Nameless("c"))).ShouldBeFinished().ShouldHaveSaid("a", "b", "c");
        instance.Records.Values.Where(record => record.ActivityType == "Elsa.WriteLine").Select(record => record.ActivityId).Order()
            .ShouldBe(["WriteLine1", "WriteLine2", "WriteLine3"]);
    }

    [Fact]
    public void Start_DuplicateIds_AreRefusedByName() =>
        Should.Throw<WorkflowDefinitionException>(() => Instance.Start(Sequence("s", Line("twin"), Sequence("t", Line("twin"))))).Message.ShouldContain("'twin'");

    [Theory]
    [InlineData("""{"expression":{"type":"Literal","value":"x"}}""", "")]
    [InlineData("""{"typeName":null,"expression":{"type":"Literal","value":"x"}}""", "x")]
    [InlineData("""{"typeName":"String","expression":{"type":null,"value":"x"}}""", "x")]
    [InlineData("""{"typeName":"String","expression":{"type":"Klingon","value":"x"}}""", "")]
    [InlineData("""{"typeName":"String"}""", "")]
    [InlineData("\"plain\"", "plain")]
    [InlineData("7", "7")]
    [InlineData("""{"typeName":"String","expression":{"type":"Object","value":"{\"a\":1}"}}""", "{\"a\":1}")]
    [InlineData("""{"typeName":"String","expression":{"type":"Variable","value":{"id":"v-X"}}}""", "value")]
    [InlineData("""{"typeName":"String","expression":{"type":"Variable","value":""}}""", "")]
    [InlineData("""{"typeName":"String","expression":{"type":"Input","value":"{\"name\":\"Who\"}"}}""", "kim")]
    [InlineData("""{"typeName":"String","expression":{"type":"Input","value":{"name":"Who","type":"String"}}}""", "kim")]
    public void Execute_InputOfEveryForm_IsRead(string input, string expected)
    {
        var activity = Activity("l", "Elsa.WriteLine", ("text", JsonNode.Parse(input)));

        Instance.Start(Sequence("s", activity), [Variable("X", "String", "value")], new StartInstance { InstanceId = "i", Input = new JsonObject { ["Who"] = "kim" } })
            .ShouldBeFinished().ShouldHaveSaid(expected);
    }

    [Theory]
    [InlineData("CSharp", "C#")]
    [InlineData("Python", "Python")]
    public void Execute_LanguageThatIsRefused_FaultsAndSaysWhatToUse(string language, string name)
    {
        var message = Instance.Start(Activity("l", "Elsa.WriteLine", ("text", Wrapped(language, "1")))).State.Incidents.Single().Message;

        message.ShouldContain(name);
        message.ShouldContain("Use JavaScript or Liquid");
    }
}
