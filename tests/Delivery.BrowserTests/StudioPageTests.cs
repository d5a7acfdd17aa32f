using Microsoft.Playwright;

namespace Delivery.BrowserTests;

/// <summary>The real Elsa Studio in a real browser, on the real host.</summary>
[Collection(nameof(HostWithoutOrders))]
[Trait("Needs", "Server")]
public sealed class StudioPageTests(RunningHost host)
{
    /// <summary>The runtime is compiled in the browser, on machines that have other things to do too.</summary>
    private const float Patience = 90_000;
    private static readonly PageWaitForSelectorOptions Patiently = new() { Timeout = Patience };

    [Fact]
    public async Task Studio_AfterSigningIn_ListsTheDefinitionsAndDrawsTheLifeCycle()
    {
        await using var watched = await WatchedPage.OpenAsync(new Uri(host.Url, "/studio/"));
        var page = watched.Page;
        await page.ClickAsync("#as-analyst");

        await page.WaitForSelectorAsync("text=Order life cycle", Patiently);
        (await page.Locator("table tbody tr").CountAsync()).ShouldBe(10, "eleven definitions, ten on a page");
        await watched.TakePictureAsync("studio-definitions");

        await page.Locator("table tbody tr", new PageLocatorOptions { HasText = "Order life cycle" }).First.ClickAsync();
        await page.WaitForURLAsync("**/studio/definitions/order-lifecycle");
        await AllActivitiesAreDrawnAsync(page);
        await watched.TakePictureAsync("studio-editor");

        // The address of a screen is good for a bookmark.
        await page.ReloadAsync();
        await AllActivitiesAreDrawnAsync(page);
        watched.Errors.ShouldBeEmpty();
        watched.Failed.ShouldBeEmpty();
        watched.Foreign.ShouldBeEmpty();
    }

    private static async Task AllActivitiesAreDrawnAsync(IPage page)
    {
        var activities = await page.EvaluateAsync<int>(
            """
            async () => {
              const headers = { authorization: 'Bearer ' + sessionStorage.getItem('studio-token') };
              const answer = await fetch('/elsa/api/workflow-definitions/order-lifecycle', { headers });
              return (await answer.json()).root.activities.length;
            }
            """);
        activities.ShouldBeGreaterThan(10);
        await Assertions.Expect(page.Locator(".x6-node, .react-flow__node")).ToHaveCountAsync(activities, new() { Timeout = Patience });
    }
}
