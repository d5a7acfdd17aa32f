using Microsoft.Playwright;

namespace Delivery.BrowserTests;

/// <summary>The live board in a real browser, fed by the real host.</summary>
[Trait("Needs", "Server")]
public sealed class BoardPageTests(RunningHost host) : IClassFixture<RunningHost>
{
    [Fact]
    public async Task Board_OrderPlacedWhileItIsOpen_MovesThroughTheColumns()
    {
        await using var watched = await WatchedPage.OpenAsync(host.Url);
        var page = watched.Page;
        await page.WaitForSelectorAsync("#connection.live");

        var orderId = await host.PlaceOrderAsync("tok_ok");
        await page.WaitForSelectorAsync($"#column-Offered li[title='{orderId}']");
        var declined = await host.PlaceOrderAsync("tok_decline");
        await page.WaitForSelectorAsync($"#column-Cancelled li[title='{declined}']");

        (await page.TextContentAsync($"#column-Cancelled li[title='{declined}']")).ShouldNotBeNull().ShouldContain("payment declined");
        (await page.Locator($"li[title='{orderId}']").CountAsync()).ShouldBe(1);
        (await page.TextContentAsync("#count-cancelled")).ShouldBe("1");
        watched.Errors.ShouldBeEmpty();
        watched.Foreign.ShouldBeEmpty();
    }

    [Fact]
    public async Task Board_OpenedLater_ShowsWhatIsThere()
    {
        var orderId = await host.PlaceOrderAsync("tok_ok");

        await using var watched = await WatchedPage.OpenAsync(host.Url, colors: ColorScheme.Dark);

        await watched.Page.WaitForSelectorAsync($"li[title='{orderId}']");
        watched.Errors.ShouldBeEmpty();
    }

    [Fact]
    public async Task Board_ForKoreans_SpeaksKoreanAndCanBeSwitched()
    {
        await using var watched = await WatchedPage.OpenAsync(host.Url, locale: "ko-KR");
        var page = watched.Page;

        (await page.TextContentAsync("h1")).ShouldBe("배달");
        (await page.TextContentAsync("#column-Cooking h2 span")).ShouldBe("조리 중");
        await page.ClickAsync("#language");

        (await page.TextContentAsync("h1")).ShouldBe("Delivery");
        (await page.GetAttributeAsync("html", "lang")).ShouldBe("en");
        await page.ReloadAsync();
        (await page.TextContentAsync("h1")).ShouldBe("Delivery", "the choice is remembered");
    }
}
