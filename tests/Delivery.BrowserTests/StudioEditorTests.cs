using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace Delivery.BrowserTests;

/// <summary>What an analyst does to a diagram, in the real Elsa Studio.</summary>
[Collection(nameof(HostOfTheStudio))]
[Trait("Needs", "Server")]
public sealed class StudioEditorTests(RunningHost host)
{
    private const string Definitions = "/elsa/api/workflow-definitions";

    /// <summary>It has no name, only the picture of a cloud.</summary>
    private const string PublishButton = "button.mud-icon-button:has(path[d^='M19.35 10.04'])";

    private const string New = ".x6-node:not([data-cell-id='greet'], [data-cell-id='leave'])";

    /// <summary>Beside the field: how its value is meant.</summary>
    private const string SyntaxOfText =
        "xpath=//label[normalize-space()='Text']/ancestor::div[contains(@class,'flex-1')][1]/following-sibling::div//button";

    /// <summary>The one of the property that is being edited.</summary>
    private const string Editor = ".monaco-editor .view-lines >> visible=true";

    /// <summary>The Studio numbers activities of a type.</summary>
    private static readonly Regex WasAdded = new("“WriteLine\\d” was added");

    [Fact]
    public async Task Studio_OnePropertyIsChanged_EverythingElseStaysAsItWas()
    {
        const string changed = "6 * 7 * 1";
        await host.AskAsync("analyst", HttpMethod.Post, Definitions + "/import", Definition("unchanged"));
        await using var watched = await OpenAsync("unchanged");
        var before = await ExportAsync("unchanged");

        await TypeExpressionAsync(watched.Page, "greet", changed);

        var after = await ExportAsync("unchanged");
        var expression = after["root"]!["activities"]![0]!["text"]!["expression"]!;
        expression["value"]!.GetValue<string>().ShouldBe(changed);
        expression["value"] = before["root"]!["activities"]![0]!["text"]!["expression"]!["value"]!.GetValue<string>();
        JsonNode.DeepEquals(after, before).ShouldBeTrue($"{before} became {after}");
        before.ToJsonString().ShouldContain("nobodyKnowsThis");
        watched.ShouldBeClean();
    }

    [Fact]
    public async Task Studio_ActivityIsDraggedIn_IsThereAfterReloadingAndIsPublishedFromThePanel()
    {
        const string expression = "6 * 7 * 2";
        await SaveAsync("reminder", publish: true);
        await using var watched = await OpenAsync("reminder");
        var page = watched.Page;
        var diagram = new Diagram(page);

        await page.GetByText("Console", new() { Exact = true }).First.ClickAsync();
        await page.Locator("[draggable=true]", new() { HasText = "Write Line" }).DragToAsync(diagram.Canvas, new() { TargetPosition = new() { X = 300, Y = 60 } });
        await Assertions.Expect(page.Locator(".x6-node")).ToHaveCountAsync(3);
        await page.Locator(SyntaxOfText).First.ClickAsync();
        await page.Locator(".mud-popover-open").GetByText("JavaScript", new() { Exact = true }).ClickAsync();
        await TypeAsync(page, expression);

        await page.ReloadAsync();
        await Assertions.Expect(page.Locator(".x6-node")).ToHaveCountAsync(3);
        await page.Locator(New).ClickAsync();
        await Assertions.Expect(page.Locator(Editor).First).ToHaveTextAsync(Spaced(expression));

        await page.ClickAsync("#publishing-open");
        await Assertions.Expect(page.Locator("#publishing-state")).ToHaveTextAsync("Compared with version 1, which is published.");
        await Assertions.Expect(page.Locator("#publishing-differences")).ToContainTextAsync(WasAdded);
        await page.FillAsync("#publishing-note", "Says what the answer is");
        await watched.TakePictureAsync("studio-publish");
        await page.ClickAsync("#publishing-submit");
        await Assertions.Expect(page.Locator("#publishing-state")).ToHaveTextAsync("This version is published.");
        await Assertions.Expect(page.Locator("#publishing-history li").First).ToContainTextAsync("version 2 published by analyst-1: Says what the answer is");
        await diagram.WaitForAnyAsync();
        var published = await host.AskAsync("viewer", HttpMethod.Get, $"{Definitions}/reminder?versionOptions=Published");
        published["root"]!["activities"]!.AsArray().Select(activity => activity!["text"]!["expression"]!.ToJsonString())
            .ShouldContain($$"""{"type":"JavaScript","value":"{{expression}}"}""");
        watched.ShouldBeClean();
    }

    [Fact]
    public async Task Studio_ScriptIsNoScript_PublishingIsRefusedWithAReasonThatIsShown()
    {
        await SaveAsync("stammering", publish: true);
        await using var watched = await OpenAsync("stammering");
        var page = watched.Page;
        await TypeExpressionAsync(page, "greet", "6 *");

        await page.RunAndWaitForResponseAsync(() => page.Locator(PublishButton).First.ClickAsync(), IsSave);

        await Assertions.Expect(page.Locator(".mud-snackbar", new() { HasText = "is not JavaScript" }).First).ToContainTextAsync("greet");
        (await host.AskAsync("viewer", HttpMethod.Get, $"{Definitions}/stammering?versionOptions=Published"))["version"]!.GetValue<int>().ShouldBe(1);
        watched.Failed.ShouldHaveSingleItem().ShouldStartWith("400 POST");
        watched.Errors.ShouldHaveSingleItem().ShouldContain("400");
        watched.Foreign.ShouldBeEmpty();
    }

    private static bool IsSave(IResponse response) =>
        response.Request.Method == "POST" && response.Url.EndsWith(Definitions, StringComparison.Ordinal);

    private static Regex Spaced(string expression) => new(string.Join("\\s", expression.Split(' ').Select(Regex.Escape)));

    private static async Task TypeExpressionAsync(IPage page, string activity, string text)
    {
        await new Diagram(page).Activity(activity).ClickAsync();
        await TypeAsync(page, text);
    }

    /// <summary>Until it is saved as typed.</summary>
    private static async Task TypeAsync(IPage page, string text)
    {
        await page.Locator(Editor).First.ClickAsync();
        await page.RunAndWaitForResponseAsync(
            async () =>
            {
                await page.Keyboard.PressAsync("Control+A");
                await page.Keyboard.TypeAsync(text);
            },
            response => IsSave(response) && response.Ok && response.Request.PostData!.Contains($"\"{text}\"", StringComparison.Ordinal));
    }

    private async Task<WatchedPage> OpenAsync(string id)
    {
        var watched = await WatchedPage.OpenAsync(new Uri(host.Url, "/studio/definitions/" + id));
        await watched.Page.ClickAsync("#as-analyst");
        await new Diagram(watched.Page).WaitForAsync("greet", "leave");
        return watched;
    }

    private Task<JsonNode> ExportAsync(string id) => host.AskAsync("analyst", HttpMethod.Get, $"{Definitions}/{id}/export?versionOptions=Latest");

    private async Task SaveAsync(string id, bool publish) =>
        await host.AskAsync("analyst", HttpMethod.Post, Definitions, new JsonObject { ["model"] = Definition(id), ["publish"] = publish });

    /// <summary>Its name comes late in the alphabet: the list is looked at by another test.</summary>
    private static JsonNode Definition(string id) => JsonNode.Parse(
        $$"""
        { "definitionId": "{{id}}", "name": "Test of {{id}}", "description": "For a test", "nobodyKnowsThis": { "a": [1, null, "x"] },
          "customProperties": { "nobodyKnowsThis": 1 }, "variables": [], "inputs": [], "outputs": [], "outcomes": [],
          "root": { "id": "flow", "name": "Flow", "type": "Elsa.Flowchart", "version": 1, "nobodyKnowsThis": true,
            "activities": [
              { "id": "greet", "name": "Greet", "type": "Elsa.WriteLine", "version": 1, "nobodyKnowsThis": [{}],
                "text": { "typeName": "String", "expression": { "type": "JavaScript", "value": "1 + 1" }, "nobodyKnowsThis": 2 },
                "metadata": { "designer": { "position": { "x": 40, "y": 240 }, "size": { "width": 220, "height": 60 } }, "nobodyKnowsThis": "y" } },
              { "id": "leave", "name": "Leave", "type": "Elsa.WriteLine", "version": 1,
                "text": { "typeName": "String", "expression": { "type": "Literal", "value": "Bye" } },
                "metadata": { "designer": { "position": { "x": 400, "y": 240 }, "size": { "width": 220, "height": 60 } } } } ],
            "connections": [ { "source": { "activity": "greet", "port": "Done" }, "target": { "activity": "leave", "port": "In" }, "nobodyKnowsThis": 3 } ] } }
        """)!;
}
