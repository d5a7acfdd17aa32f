using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace Delivery.BrowserTests;

/// <summary>What an operator sees of an order, and does to it, in the real Elsa Studio.</summary>
[Collection(nameof(HostOfTheStudio))]
[Trait("Needs", "Server")]
public sealed class StudioInstanceTests(RunningHost host)
{
    /// <summary>How often it has completed, on green.</summary>
    private static readonly Mark Completed = new("1", "success");

    /// <summary>It has not completed yet.</summary>
    private static readonly Mark Running = new("0", "");

    /// <summary>It waits itself, not only what is inside of it: how often, on yellow.</summary>
    private static readonly Mark Waits = new("1", "warning");

    [Fact]
    public async Task Studio_OrderIsOffered_ShowsItsWayAndCancelsIt()
    {
        var order = await host.PlaceOrderAsync("tok_ok_way");
        await using var watched = await WatchedPage.OpenAsync(new Uri(host.Url, "/studio/instances"), width: 3000, height: 1500);
        var page = watched.Page;
        await page.ClickAsync("#as-operator");
        await host.UntilAsync(order, "Offered");
        await Row(page, order).ClickAsync();

        var diagram = new Diagram(page);
        await ShouldBeMarkedAsync(diagram, ("placed", Completed), ("life", Running), ("end", null));
        await page.GetByText("Order placed - Completed").First.WaitForAsync();
        await StepIntoAsync(diagram, "life");
        await ShouldBeMarkedAsync(diagram, ("closing", Completed), ("kitchen", Running), ("dish", null), ("riders", null), ("undo", null));
        await StepIntoAsync(diagram, "kitchen");
        await ShouldBeMarkedAsync(diagram, ("first", Completed), ("early", Waits), ("cancel", null), ("cook", null));
        await StepIntoAsync(diagram, "early");
        await ShouldBeMarkedAsync(diagram, ("pay", Completed), ("offer", Running), ("start", null), ("notCooked", null));
        await page.SetViewportSizeAsync(1600, 900);
        await diagram.ZoomToFitAsync();
        await watched.TakePictureAsync("studio-instance");

        await page.ClickAsync("#screens a[href=instances]");
        await Row(page, order).Locator(".mud-menu button").ClickAsync();
        await page.Locator(".mud-popover-open").GetByText("Cancel", new() { Exact = true }).ClickAsync();
        await page.Locator(".mud-dialog").GetByRole(AriaRole.Button, new() { Name = "Yes" }).ClickAsync();
        await Assertions.Expect(Row(page, order)).ToContainTextAsync("Cancelled");
        await host.UntilAsync(order, "Cancelled");
        watched.ShouldBeClean();
    }

    private static ILocator Row(IPage page, string order) => page.Locator("table tbody tr", new() { HasText = order[..20] });

    private static async Task StepIntoAsync(Diagram diagram, string id)
    {
        await diagram.ZoomToFitAsync();
        await diagram.StepIntoAsync(id);
    }

    private static async Task ShouldBeMarkedAsync(Diagram diagram, params (string Activity, Mark? Mark)[] expected)
    {
        foreach (var (activity, mark) in expected)
        {
            await diagram.Activity(activity).WaitForAsync();
            if (mark is null)
            {
                await Assertions.Expect(diagram.Mark(activity)).ToHaveCountAsync(0);
            }
            else
            {
                await Assertions.Expect(diagram.Mark(activity)).ToHaveTextAsync(mark.Text);
                await Assertions.Expect(diagram.Mark(activity)).ToHaveClassAsync(new Regex("mud-theme-" + mark.Theme));
            }
        }
    }

    private sealed record Mark(string Text, string Theme);
}
