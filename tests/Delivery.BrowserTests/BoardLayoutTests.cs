using Microsoft.Playwright;

namespace Delivery.BrowserTests;

/// <summary>The board on a desk, a laptop, a tablet and a phone.</summary>
[Trait("Needs", "Server")]
public sealed class BoardLayoutTests(RunningHost host) : IClassFixture<RunningHost>
{
    [Theory]
    [InlineData(1600, 900, ColorScheme.Light)]
    [InlineData(1280, 800, ColorScheme.Light)]
    [InlineData(1280, 800, ColorScheme.Dark)]
    [InlineData(820, 1180, ColorScheme.Light)]
    [InlineData(390, 844, ColorScheme.Light)]
    [InlineData(390, 844, ColorScheme.Dark)]
    public async Task Board_WindowOfAnySize_IsNotScrolledSideways(int width, int height, ColorScheme colors)
    {
        await host.SimulateOnceAsync(6);
        await using var watched = await WatchedPage.OpenAsync(host.Url, colors: colors, width: width, height: height);
        var page = watched.Page;
        await page.Locator(".order").Nth(5).WaitForAsync();

        var overhang = await page.EvaluateAsync<int>("() => document.documentElement.scrollWidth - document.documentElement.clientWidth");
        var last = (await page.Locator("#column-Cancelled").BoundingBoxAsync())!;
        await watched.TakePictureAsync($"board-{width}-{colors}");

        overhang.ShouldBe(0);
        (await page.EvaluateAsync<int>("() => [...document.querySelectorAll('.column h2')].filter(heading => heading.scrollWidth > heading.clientWidth).length"))
            .ShouldBe(0, "the counts stay within their columns");
        (last.X + last.Width <= width || width is > 640 and < 1280).ShouldBeTrue("the whole way of an order is in view, side by side or one below the other");
    }
}
