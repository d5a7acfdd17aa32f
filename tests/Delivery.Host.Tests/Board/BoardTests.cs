using System.Text.RegularExpressions;
using Delivery.Host.Board;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;

namespace Delivery.Host.Tests.Board;

public sealed partial class BoardTests : IAsyncLifetime
{
    private WebApplication _app = null!;
    private HttpClient _http = null!;

    public async ValueTask InitializeAsync()
    {
        var builder = WebApplication.CreateBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        _app = builder.Build();
        BoardEndpoints.Map(_app);
        await _app.StartAsync(TestContext.Current.CancellationToken);
        _http = new HttpClient { BaseAddress = new Uri(_app.Urls.Single()) };
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _app.DisposeAsync();
    }

    [Fact]
    public async Task Page_AndWhatItNames_ComesFromHere()
    {
        var html = await _http.GetStringAsync("/", TestContext.Current.CancellationToken);

        var files = Reference().Matches(html).Select(match => match.Groups[1].Value).Distinct().ToList();
        files.ShouldBe(["/board/board.svg", "/board/board.css", "/board/board.js"], ignoreOrder: true);
        foreach (var file in files)
        {
            using var response = await _http.GetAsync(file, TestContext.Current.CancellationToken);
            response.IsSuccessStatusCode.ShouldBeTrue();
            response.Content.Headers.ContentType.ShouldNotBeNull();
        }
    }

    [Fact]
    public async Task Policy_IsStrict_AndThePageNeedsNoMore()
    {
        using var response = await _http.GetAsync("/", TestContext.Current.CancellationToken);
        var html = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);

        var policy = response.Headers.GetValues("Content-Security-Policy").Single();
        policy.ShouldStartWith("default-src 'none'; script-src 'self'; style-src 'self'");
        policy.ShouldNotContain("unsafe");
        html.ShouldNotContain("style=");
        Inline().IsMatch(html).ShouldBeFalse();
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/board/board.js")]
    [InlineData("/board/board.css")]
    public async Task Files_LoadNothingFromElsewhere(string path)
    {
        var text = await _http.GetStringAsync(path, TestContext.Current.CancellationToken);

        text.ShouldNotContain("http://");
        text.ShouldNotContain("https://");
    }

    [GeneratedRegex("""(?:href|src)="(/board/[^"]+)["]""")]
    private static partial Regex Reference();

    [GeneratedRegex("""<script(?![^>]*src=)|\son[a-z]+=""")]
    private static partial Regex Inline();
}
