using System.Text.Json.Nodes;
using Microsoft.Playwright;

namespace Delivery.BrowserTests;

/// <summary>The diagram that the Studio shows: one flowchart at a time, with the way back to the outermost above it.</summary>
internal sealed class Diagram(IPage page)
{
    private const string Node = ".x6-node";
    private const string Body = "Body";

    /// <summary>Embedded flowcharts are shown inside of the activity that holds them, which is where one steps in.</summary>
    private static readonly (string Member, string Name)[] Ports = [("body", Body), ("undo", "Undo")];

    public ILocator Canvas => page.Locator(".x6-graph");

    public ILocator Activity(string id) => page.Locator($"[data-cell-id='{id}']");

    /// <summary>What the Studio counts of an executed activity; one that was not executed has no such mark.</summary>
    public ILocator Mark(string id) => Activity(id).Locator(".mud-badge");

    public Task ZoomToFitAsync() => page.Locator("[role=toolbar] button").First.ClickAsync();

    public Task StepIntoAsync(string id, string port = Body) => Activity(id).Locator($".embedded-port[data-port-name='{port}']").ClickAsync();

    public Task WaitForAnyAsync() => page.Locator(Node).First.WaitForAsync();

    /// <summary>Waits until exactly these activities are drawn.</summary>
    public Task WaitForAsync(params IEnumerable<string> ids) => page.WaitForFunctionAsync(
        $$"""
        ids => {
          const drawn = [...document.querySelectorAll('{{Node}}')].map(node => node.dataset.cellId).sort();
          return JSON.stringify(drawn) === JSON.stringify(ids);
        }
        """,
        ids.Order(StringComparer.Ordinal).ToArray());

    /// <summary>Steps into every flowchart that is in this one, and sees every activity drawn; returns how many there were.</summary>
    public async Task<int> WalkAsync(JsonNode flowchart, int depth = 0)
    {
        var activities = flowchart["activities"]!.AsArray();
        string[] ids = [.. activities.Select(activity => activity!["id"]!.GetValue<string>())];
        await WaitForAsync(ids);
        var count = ids.Length;
        foreach (var activity in activities)
        {
            foreach (var (member, name) in Ports.Where(port => activity![port.Member]?["activities"] is not null))
            {
                await ZoomToFitAsync();
                await StepIntoAsync(activity!["id"]!.GetValue<string>(), name);
                count += await WalkAsync(activity[member]!, depth + 1);
                await page.Locator(".mud-breadcrumb-item a").Nth(depth).ClickAsync();
                await WaitForAsync(ids);
            }
        }

        return count;
    }
}
