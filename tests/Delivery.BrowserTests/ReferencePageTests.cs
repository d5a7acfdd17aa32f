using Microsoft.Playwright;

namespace Delivery.BrowserTests;

/// <summary>The API reference in a real browser: it must work where the internet cannot be reached.</summary>
[Collection(nameof(HostWithoutOrders))]
[Trait("Needs", "Server")]
public sealed class ReferencePageTests(RunningHost host)
{
    [Fact]
    public async Task Docs_Opened_ShowTheOperationsAndLoadNothingFromElsewhere()
    {
        await using var watched = await WatchedPage.OpenAsync(new Uri(host.Url, "/docs"));

        // The list of operations on the left names each module's group; the operations themselves load as one scrolls.
        await watched.Page.GetByText("Orders", new PageGetByTextOptions { Exact = true }).Locator("visible=true").First.WaitForAsync();

        watched.Errors.ShouldBeEmpty();
        watched.Foreign.ShouldBeEmpty();
    }
}
