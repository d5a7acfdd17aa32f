using System.Text.Json.Nodes;
using Delivery.Workflows.Runtime.Files;
using Shouldly;
using Xunit;

namespace Delivery.Workflows.Runtime.Tests.Files;

public sealed class DefinitionTextTests
{
    private const string File = """
        {
            "name": "Main \u00e9 🍜",
            "id": "main-v1",
            "definitionId": "main",
            "version": 1,
            "rate": 1.50,
            "empty": {},
            "root": {
                "id": "f",
                "type": "Elsa.Flowchart",
                "activities": [
                    {
                        "id": "a",
                        "type": "Elsa.WriteLine",
                        "text": "old \u2028 한"
                    },
                    {
                        "id": "b",
                        "type": "Elsa.End"
                    }
                ],
                "connections": []
            }
        }
        """;

    [Fact]
    public void Update_NothingButTheRowHasChanged_IsTheFileItself()
    {
        var published = Edit(document =>
        {
            (document["id"], document["version"], document["isPublished"], document["createdAt"]) = ("other", 9, true, "2027-01-01T00:00:00Z");
        });

        DefinitionText.Update(File + "\n\n", published).ShouldBe(File + "\n\n");
    }

    [Fact]
    public void Update_OneValue_ChangesOneLine() =>
        DefinitionText.Update(File, Edit(document => document["root"]!["activities"]![0]!["type"] = "Elsa.End"))
            .ShouldBe(File.Replace("\"Elsa.WriteLine\"", "\"Elsa.End\"", StringComparison.Ordinal));

    [Fact]
    public void Update_EditorHasReorderedMembers_KeepsTheFilesOrder()
    {
        var published = Edit(document =>
        {
            var activity = document["root"]!["activities"]![0]!.AsObject();
            var text = activity["text"]!.DeepClone();
            activity.Remove("text");
            activity.Insert(0, "text", text);
            activity.Insert(1, "name", "A");
            (document["id"], document["version"]) = ("other", 9);
        });

        LineDifference.Count(File, DefinitionText.Update(File, published)).ShouldBe((1, 0));
        DefinitionText.Update(File, published).ShouldContain("\"id\": \"main-v1\"");
    }

    [Fact]
    public void Update_ActivityInserted_AddsItsLinesOnly()
    {
        var published = Edit(document => document["root"]!["activities"]!.AsArray().Insert(0, new JsonObject { ["id"] = "new", ["type"] = "Elsa.End" }));

        LineDifference.Count(File, DefinitionText.Update(File, published)).ShouldBe((4, 0));
    }

    [Theory]
    [InlineData("\n", "")]
    [InlineData("\n", "\n")]
    [InlineData("\r\n", "\r\n")]
    public void Update_LineEndsAndLastLine_AreTheFiles(string newLine, string end)
    {
        var file = File.ReplaceLineEndings(newLine) + end;

        var updated = DefinitionText.Update(file, Edit(document => document["name"] = "Neu \"x\" \\ \t 밥"));

        updated.ShouldBe(file.Replace("Main \\u00e9 🍜", "Neu \\\"x\\\" \\\\ \\t 밥", StringComparison.Ordinal));
    }

    [Fact]
    public void Create_Definition_SaysNothingOfItsRowThatChangesByItself()
    {
        var text = DefinitionText.Create(Edit(document => (document["isLatest"], document["isPublished"]) = (true, true)));

        text.ShouldStartWith("{\n  \"$schema\": \"https://elsaworkflows.io/schemas/");
        text.ShouldEndWith("\n}\n");
        text.ShouldNotContain("isLatest");
        DefinitionText.Update(text, WorkflowDefinition.Parse(text)).ShouldBe(text);
    }

    [Theory]
    [InlineData("a\nb\nc", "a\nb\nc", 0, 0)]
    [InlineData("a\nb\nc", "a\nx\nc", 1, 1)]
    [InlineData("a\nb\nc\nd", "b\nq\nd", 1, 2)]
    [InlineData("", "a\nb", 2, 0)]
    public void Count_Texts_IsWhatADiffSays(string before, string after, int added, int removed) =>
        LineDifference.Count(before, after).ShouldBe((added, removed));

    private static WorkflowDefinition Edit(Action<JsonObject> edit)
    {
        var document = JsonNode.Parse(File)!.AsObject();
        edit(document);
        return WorkflowDefinition.From(document);
    }
}
