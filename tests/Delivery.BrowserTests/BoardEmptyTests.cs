using Microsoft.Playwright;

namespace Delivery.BrowserTests;

/// <summary>What a newcomer sees first.</summary>
[Collection(nameof(HostWithoutOrders))]
[Trait("Needs", "Server")]
public sealed class BoardEmptyTests(RunningHost host)
{
    [Theory]
    [InlineData(1280, 800, ColorScheme.Light)]
    [InlineData(390, 844, ColorScheme.Dark)]
    public async Task Board_NoOrders_SaysHowToPlaySome(int width, int height, ColorScheme colors)
    {
        await using var watched = await WatchedPage.OpenAsync(host.Url, colors: colors, width: width, height: height);
        var page = watched.Page;
        await page.WaitForSelectorAsync("#connection.live");

        await Assertions.Expect(page.Locator("#empty")).ToBeVisibleAsync();
        await watched.TakePictureAsync($"board-empty-{width}-{colors}");

        (await page.TextContentAsync("#empty code")).ShouldNotBeNull().ShouldEndWith($"--url {host.Url.GetLeftPart(UriPartial.Authority)}");
        var hint = (await page.Locator("#empty").BoundingBoxAsync())!;
        (hint.Y + hint.Height).ShouldBeLessThanOrEqualTo(height, "it is seen without scrolling");
        (await page.EvaluateAsync<int>("() => document.documentElement.scrollWidth - document.documentElement.clientWidth")).ShouldBe(0);
        watched.Errors.ShouldBeEmpty();
    }
}
