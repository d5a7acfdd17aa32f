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

    private const string Steps = """
        { "id": "steps", "name": "Steps1", "type": "Elsa.Sequence", "version": 1, "activities": [
          { "id": "a", "name": "First", "type": "Elsa.WriteLine", "version": 1 }, { "id": "b", "name": "Second", "type": "Elsa.WriteLine", "version": 1 } ] }
        """;

    private const string Branches = """
        { "id": "if", "name": "If1", "type": "Elsa.If", "version": 1,
          "then": { "id": "a", "name": "Yes", "type": "Elsa.WriteLine", "version": 1 },
          "else": { "id": "b", "name": "No", "type": "Elsa.WriteLine", "version": 1 } }
        """;

    private const string Cases = """
        { "id": "switch", "name": "Switch1", "type": "Elsa.Switch", "version": 1, "cases": [
          { "label": "First", "condition": { "typeName": "Boolean", "expression": { "type": "JavaScript", "value": "one" } },
            "activity": { "id": "a", "name": "Do", "type": "Elsa.WriteLine", "version": 1 } } ] }
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
    public void Between_StepsInAnotherOrder_SaysBothOrders() =>
        Between(Steps, root => root["activities"]!.AsArray().Add(Taken(root["activities"]!.AsArray(), 0)))
            .ShouldBe([new DifferenceModel("Property", "Steps1", "activities", "First, Second", "Second, First")]);

    [Fact]
    public void Between_ActivityInAnotherBranch_SaysWhatEachBranchHolds() =>
        Between(Branches, root => (root["then"], root["else"]) = (root["else"]!.DeepClone(), root["then"]!.DeepClone()))
            .ShouldBe([new DifferenceModel("Property", "If1", "then", "Yes", "No"), new DifferenceModel("Property", "If1", "else", "No", "Yes")]);

    [Fact]
    public void Between_AnotherConditionOfACase_SaysBothConditions()
    {
        var difference = Between(Cases, root => root["cases"]![0]!["condition"]!["expression"]!["value"] = "two").ShouldHaveSingleItem();

        (difference.Kind, difference.Subject, difference.Detail).ShouldBe(("Property", "Switch1", "cases"));
        difference.From!.ShouldContain("one");
        difference.To!.ShouldContain("two");
    }

    [Fact]
    public void Between_ArrowIntoAnotherPort_DoesNotSayThatOnlyTheLayoutHasChanged() =>
        Between(flow => flow["root"]!["connections"]![0]!["target"]!["port"] = "Other").ShouldBe([new DifferenceModel("Other")]);

    [Fact]
    public void Between_OtherOutcomes_SaysBoth() =>
        Between(flow => flow["outcomes"] = new JsonArray("Done", "Late")).ShouldBe([new DifferenceModel("Text", null, "outcomes", "", "Done, Late")]);

    [Fact]
    public void Between_LongTexts_ShowsWhereTheyDiffer()
    {
        var same = new string('x', 1_000);
        var difference = Between(
            flow => flow["description"] = same + "before", flow => flow["description"] = same + "after").ShouldHaveSingleItem();

        difference.From.ShouldBe($"… {same[..40]}before");
        difference.To.ShouldBe($"… {same[..40]}after");
    }

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

    private static IReadOnlyList<DifferenceModel> Between(Action<JsonNode> change) => Between(_ => { }, change);

    private static IReadOnlyList<DifferenceModel> Between(Action<JsonNode> make, Action<JsonNode> change)
    {
        var (before, after) = (JsonNode.Parse(Flow)!.AsObject(), JsonNode.Parse(Flow)!.AsObject());
        make(before);
        change(after);
        return DefinitionDifference.Between(before, after);
    }

    private static IReadOnlyList<DifferenceModel> Between(string root, Action<JsonNode> change) => Between(
        flow => flow["root"] = JsonNode.Parse(root),
        flow => change(flow["root"] = JsonNode.Parse(root)!));

    private static JsonNode Taken(JsonArray array, int index)
    {
        var item = array[index]!;
        array.RemoveAt(index);
        return item;
    }
}
