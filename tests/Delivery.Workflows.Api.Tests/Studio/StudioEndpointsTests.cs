using System.Net;
using System.Text.RegularExpressions;
using Delivery.Workflows.Api.Tests.Support;

namespace Delivery.Workflows.Api.Tests.Studio;

public sealed partial class StudioEndpointsTests(ApiHost host) : IClassFixture<ApiHost>
{
    [Theory]
    [InlineData("/studio/")]
    [InlineData("/studio/definitions")]
    [InlineData("/studio/definitions/order-lifecycle")]
    [InlineData("/studio/instances/some-instance")]
    [InlineData("/studio/signed-in")]
    public async Task Page_AtEveryScreensAddress_IsTheSameAndAsksForStrictness(string path)
    {
        using var response = await host.SendAsync("GET", path, role: null);

        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await TextAsync(response)).ShouldContain("<base href=\"/studio/\">");
        var policy = response.Headers.GetValues("Content-Security-Policy").Single();
        policy.ShouldStartWith("default-src 'none'; script-src 'self' 'wasm-unsafe-eval' 'sha256-");
        policy.ShouldNotContain("'unsafe-eval'");
        policy.ShouldNotContain("http");
    }

    [Fact]
    public async Task Page_WhatItNames_ComesFromHere()
    {
        using var page = await host.SendAsync("GET", "/studio/", role: null);
        var html = await TextAsync(page);

        html.ShouldNotContain("http://");
        html.ShouldNotContain("https://");
        InlineScript().IsMatch(html).ShouldBeFalse();
        var files = Reference().Matches(html).Select(match => match.Groups[1].Value).Where(name => name.Contains('.')).ToList();
        files.Count.ShouldBeGreaterThan(12);
        foreach (var file in files)
        {
            using var response = await host.SendAsync("GET", "/studio/" + file, role: null);
            response.StatusCode.ShouldBe(HttpStatusCode.OK, file);
        }
    }

    [Fact]
    public async Task HashedFile_ForABrowser_IsCompressedAndKept()
    {
        using var response = await GetCompressedAsync("/studio/_framework/" + HashedFile());

        response.Content.Headers.ContentEncoding.ShouldBe(["br"]);
        response.Content.Headers.ContentType!.MediaType.ShouldBe("application/wasm");
        response.Headers.CacheControl!.ToString().ShouldBe("public, max-age=31536000, immutable");
        response.Headers.Vary.ShouldBe(["Accept-Encoding"]);
    }

    [Fact]
    public async Task FileWithoutHash_AskedForAgain_IsNotSentAgain()
    {
        using var first = await GetCompressedAsync("/studio/_framework/blazor.webassembly.js");
        first.Headers.CacheControl!.ToString().ShouldBe("no-cache");

        using var again = await GetCompressedAsync("/studio/_framework/blazor.webassembly.js", first.Headers.ETag!.ToString());

        again.StatusCode.ShouldBe(HttpStatusCode.NotModified);
    }

    [Theory]
    [InlineData("/studio/nothing.js")]
    [InlineData("/studio/definitions/a/b")]
    [InlineData("/studio/..%2f.package-lock.json")]
    [InlineData("/studio/package-lock.json")]
    public async Task Address_OfNothing_IsNotFound(string path)
    {
        using var response = await host.SendAsync("GET", path, role: null);

        response.StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Files_MoreThanOneClientMaySendAtOnce_AreAllServed()
    {
        // A page loads some 200 at once; the limit for everything else is 200 and then 100 a second.
        var answers = await Task.WhenAll(Enumerable.Range(0, 400).Select(_ => host.SendAsync("GET", "/studio/page.css", role: null)));

        answers.ShouldAllBe(answer => answer.StatusCode == HttpStatusCode.OK);
        Array.ForEach(answers, answer => answer.Dispose());
    }

    private static string HashedFile()
    {
        for (var directory = new DirectoryInfo(AppContext.BaseDirectory); directory is not null; directory = directory.Parent)
        {
            var framework = Path.Combine(directory.FullName, "studio", "node_modules", "@elsa-workflows", "elsa-studio-wasm", "_framework");
            if (Directory.Exists(framework))
            {
                return Path.GetFileName(Directory.EnumerateFiles(framework, "dotnet.native.*.wasm").Single());
            }
        }

        throw new DirectoryNotFoundException("The build has not restored the Studio.");
    }

    private async Task<HttpResponseMessage> GetCompressedAsync(string path, string? tag = null)
    {
        using var http = new HttpClient { BaseAddress = host.Url };
        http.DefaultRequestHeaders.Add("Accept-Encoding", "gzip, deflate, br, zstd");
        if (tag is not null)
        {
            http.DefaultRequestHeaders.Add("If-None-Match", tag);
        }

        return await http.GetAsync(path, TestContext.Current.CancellationToken);
    }

    private static Task<string> TextAsync(HttpResponseMessage response) => response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);

    [GeneratedRegex("""(?:href|src)="([^"/][^"]*)["]""")]
    private static partial Regex Reference();

    [GeneratedRegex("""<script(?![^>]*src=)|\son[a-z]+=|\sstyle=""")]
    private static partial Regex InlineScript();
}
