using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Builder;

namespace Delivery.ServiceDefaults.Tests.Api;

public sealed partial class ApiReferenceTests
{
    [Fact]
    public async Task OpenApi_Document_IsVersion31WithBearerTokens()
    {
        await using var app = await TestApp.StartAsync(map => map.MapGet("/api/x", () => "x").WithName("GetX"));

        var document = await app.Client.GetFromJsonAsync<JsonElement>("/openapi/v1.json", TestContext.Current.CancellationToken);

        document.GetProperty("openapi").GetString()!.ShouldStartWith("3.1");
        document.GetProperty("paths").GetProperty("/api/x").GetProperty("get").GetProperty("operationId").GetString().ShouldBe("GetX");
        document.GetProperty("components").GetProperty("securitySchemes").GetProperty("bearer").GetProperty("scheme").GetString().ShouldBe("bearer");
    }

    [Fact]
    public async Task Docs_PageAndItsScripts_ComeFromHereOnly()
    {
        await using var app = await TestApp.StartAsync();

        using var page = await app.Client.GetAsync("/docs/", TestContext.Current.CancellationToken);
        var html = await page.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);

        page.StatusCode.ShouldBe(HttpStatusCode.OK);
        page.Headers.GetValues("Content-Security-Policy").Single().ShouldContain("default-src 'self'");
        html.ShouldNotContain("https://");
        var scripts = Source().Matches(html).Select(match => match.Groups[1].Value).ToList();
        scripts.ShouldNotBeEmpty();
        foreach (var script in scripts)
        {
            using var answer = await app.Client.GetAsync(new Uri(new Uri(app.Client.BaseAddress!, "/docs/"), script), TestContext.Current.CancellationToken);
            answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        }
    }

    [GeneratedRegex("""(?:src="|from ')([^"']+\.js)""")]
    private static partial Regex Source();
}
