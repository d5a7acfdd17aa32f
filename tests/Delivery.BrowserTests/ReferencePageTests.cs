using Microsoft.Playwright;

namespace Delivery.BrowserTests;

/// <summary>The API reference in a real browser: it must work where the internet cannot be reached.</summary>
[Trait("Needs", "Server")]
public sealed class ReferencePageTests(RunningHost host) : IClassFixture<RunningHost>
{
    [Fact]
    public async Task Docs_Opened_ShowTheOperationsAndLoadNothingFromElsewhere()
    {
        await using var watched = await WatchedPage.OpenAsync(new Uri(host.Url, "/docs"));

        // The reference is a large script: the first page of a fresh browser takes its time on a small machine.
        await watched.Page.GetByText("Places an order.").First.WaitForAsync(new LocatorWaitForOptions { Timeout = 90_000 });

        watched.Errors.ShouldBeEmpty();
        watched.Foreign.ShouldBeEmpty();
    }
}
