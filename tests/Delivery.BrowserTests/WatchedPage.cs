using Microsoft.Playwright;

namespace Delivery.BrowserTests;

/// <summary>A page in a real browser that notes every error and every request to somewhere else.</summary>
internal sealed class WatchedPage : IAsyncDisposable
{
    /// <summary>The Studio takes its time to start, on a busy machine more of it.</summary>
    private const float Patience = 90_000;

    private readonly IPlaywright _playwright;
    private readonly IBrowser _browser;

    private WatchedPage(IPlaywright playwright, IBrowser browser, IPage page)
    {
        _playwright = playwright;
        _browser = browser;
        Page = page;
    }

    public IPage Page { get; }

    /// <summary>What the console called an error (a violated content policy too), and what a script threw.</summary>
    public List<string> Errors { get; } = [];

    /// <summary>Addresses that are not the host's.</summary>
    public List<string> Foreign { get; } = [];

    /// <summary>Requests that were refused or not answered; those that the page itself gave up do not count.</summary>
    public List<string> Failed { get; } = [];

    public static async Task<WatchedPage> OpenAsync(
        Uri url, string locale = "en-US", ColorScheme colors = ColorScheme.Light, int width = 1500, int height = 800)
    {
        var playwright = await Playwright.CreateAsync();
        var browser = await playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
        {
            ExecutablePath = Environment.GetEnvironmentVariable("DELIVERY_TEST_CHROMIUM") ?? "/usr/bin/chromium",
            Args = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
        });
        var page = await browser.NewPageAsync(new BrowserNewPageOptions
        {
            Locale = locale,
            ColorScheme = colors,
            ViewportSize = new() { Width = width, Height = height },
        });
        page.SetDefaultTimeout(Patience);
        page.SetDefaultNavigationTimeout(Patience);
        Assertions.SetDefaultExpectTimeout(Patience);
        var watched = new WatchedPage(playwright, browser, page);
        page.Console += (_, message) =>
        {
            if (message.Type == "error")
            {
                watched.Errors.Add(message.Text);
            }
        };
        page.PageError += (_, error) => watched.Errors.Add(error);
        page.RequestFailed += (_, request) =>
        {
            if (request.Failure != "net::ERR_ABORTED")
            {
                watched.Failed.Add($"{request.Failure} {request.Method} {request.Url}");
            }
        };
        page.Response += (_, response) =>
        {
            if (response.Status >= 400)
            {
                watched.Failed.Add($"{response.Status} {response.Request.Method} {response.Url}");
            }
        };
        page.Request += (_, request) =>
        {
            var address = new Uri(request.Url);
            if (address.Scheme is "http" or "https" or "ws" or "wss" && address.Authority != url.Authority)
            {
                watched.Foreign.Add(request.Url);
            }
        };
        await page.GotoAsync(url.ToString());
        return watched;
    }

    /// <summary>No error, no refused request, nothing from elsewhere.</summary>
    public void ShouldBeClean()
    {
        Errors.ShouldBeEmpty();
        Failed.ShouldBeEmpty();
        Foreign.ShouldBeEmpty();
    }

    /// <summary>Keeps a picture of the page for a person to look at, if <c>DELIVERY_TEST_PICTURES</c> names a folder.</summary>
    public async Task TakePictureAsync(string name)
    {
        if (Environment.GetEnvironmentVariable("DELIVERY_TEST_PICTURES") is not { Length: > 0 } folder)
        {
            return;
        }

        await Page.ScreenshotAsync(new PageScreenshotOptions { Path = Path.Combine(folder, name + ".png"), FullPage = true });
    }

    public async ValueTask DisposeAsync()
    {
        await _browser.DisposeAsync();
        _playwright.Dispose();
    }
}
