using System.Text.Json.Nodes;
using Delivery.Workflows.Api.Publishing;

namespace Delivery.Workflows.Api.Tests.Publishing;

public sealed class DefinitionDifferenceTests
{
    private const string Flow = """
        { "name": "Flow", "description": "", "variables": [ { "id": "v1", "name": "Radius", "typeName": "Int32", "value": "1" } ],
          "options": { "usableAsActivity": false },
          "root": { "id": "Flow1", "type": "Elsa.Flowchart", "version": 1,
            "activities": [
              { "id": "say", "name": "Say1", "type": "Elsa.WriteLine", "version": 1,
                "text": { "typeName": "String", "expression": { "type": "Literal", "value": "Hello" } },
                "metadata": { "displayText": "Greet", "designer": { "position": { "x": 0, "y": 0 } } } },
              { "id": "loop", "name": "While1", "type": "Elsa.While", "version": 1,
                "body": { "id": "inside", "name": "Inside1", "type": "Elsa.WriteLine", "version": 1,
                  "text": { "typeName": "String", "expression": { "type": "JavaScript", "value": "getRadius()" } } } } ],
            "connections": [ { "source": { "activity": "say", "port": "Done" }, "target": { "activity": "loop", "port": "In" } } ] } }
        """;

    [Fact]
    public void Between_TheSame_SaysNothing() => Between(_ => { }).ShouldBeEmpty();

    [Fact]
    public void Between_AnotherExpressionDeepInside_NamesTheActivityAndBothTexts() =>
        Between(flow => flow["root"]!["activities"]![1]!["body"]!["text"]!["expression"]!["value"] = "getRadius() + 1")
            .ShouldBe([new DifferenceModel("Property", "Inside1", "text", "JavaScript: getRadius()", "JavaScript: getRadius() + 1")]);

    [Fact]
    public void Between_AnActivityAndAnArrowMore_SaysBothByTheNamesPeopleSee() =>
        Between(flow =>
        {
            flow["root"]!["activities"]!.AsArray().Add(JsonNode.Parse("""{ "id": "end", "name": "End1", "type": "Elsa.End", "version": 1 }"""));
            flow["root"]!["connections"]!.AsArray().Add(JsonNode.Parse("""{ "source": { "activity": "say", "port": "Done" }, "target": { "activity": "end", "port": "In" } }"""));
        }).ShouldBe([new DifferenceModel("ActivityAdded", "End1"), new DifferenceModel("ConnectionAdded", null, "Done", "Greet", "End1")]);

    [Fact]
    public void Between_AnActivityAndAnArrowLess_SaysBoth() =>
        Between(flow =>
        {
            flow["root"]!["activities"]!.AsArray().RemoveAt(1);
            flow["root"]!["connections"]!.AsArray().Clear();
        }).ShouldBe(
        [
            new DifferenceModel("ActivityRemoved", "While1"),
            new DifferenceModel("ActivityRemoved", "Inside1"),
            new DifferenceModel("ConnectionRemoved", null, "Done", "Greet", "While1"),
        ]);

    [Fact]
    public void Between_AnotherNameOnTheBox_SaysThatItIsRenamed() =>
        Between(flow => flow["root"]!["activities"]![0]!["metadata"]!["displayText"] = "Welcome")
            .ShouldBe([new DifferenceModel("ActivityRenamed", "Welcome", null, "Greet", "Welcome")]);

    [Fact]
    public void Between_OnlyMovedBoxes_SaysThatOnlyTheLayoutHasChanged() =>
        Between(flow => flow["root"]!["activities"]![0]!["metadata"]!["designer"]!["position"]!["x"] = 400).ShouldBe([new DifferenceModel("Layout")]);

    [Fact]
    public void Between_NamesVariablesAndOptions_SaysEach() =>
        Between(flow =>
        {
            flow["name"] = "Stream";
            flow["variables"]![0]!["value"] = "2";
            flow["variables"]!.AsArray().Add(JsonNode.Parse("""{ "id": "v2", "name": "Other", "typeName": "String" }"""));
            flow["options"]!["usableAsActivity"] = true;
        }).ShouldBe(
        [
            new DifferenceModel("Text", null, "name", "Flow", "Stream"),
            new DifferenceModel("DeclarationChanged", "Radius", "variables", "value 1", "value 2"),
            new DifferenceModel("DeclarationAdded", "Other", "variables"),
            new DifferenceModel("Option", "usableAsActivity", null, "false", "true"),
        ]);

    private static IReadOnlyList<DifferenceModel> Between(Action<JsonNode> change)
    {
        var (before, after) = (JsonNode.Parse(Flow)!.AsObject(), JsonNode.Parse(Flow)!.AsObject());
        change(after);
        return DefinitionDifference.Between(before, after);
    }
}
