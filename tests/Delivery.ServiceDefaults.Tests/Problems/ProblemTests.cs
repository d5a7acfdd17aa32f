using System.Net.Http.Json;
using System.Text;
using Delivery.ServiceDefaults.Problems;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Delivery.ServiceDefaults.Tests.Problems;

public sealed class ProblemTests
{
    private static readonly ProblemType Conflict = new("out-of-turn", 409, "Not now.");

    public enum Size
    {
        Small,
        Large,
    }

    [Fact]
    public async Task ProblemException_WithExtensionAndRetryAfter_IsAnsweredWithBoth()
    {
        await using var app = await TestApp.StartAsync(map => map.MapGet("/x", IResult () =>
            throw new ProblemException(Conflict, "Wait.") { RetryAfterSeconds = 7, Extensions = { ["state"] = "Cooking" } }).AllowAnonymous());

        using var response = await app.Client.GetAsync("/x", TestContext.Current.CancellationToken);

        var problem = await response.ShouldBeProblemAsync(409, "out-of-turn");
        problem.GetProperty("detail").GetString().ShouldBe("Wait.");
        problem.GetProperty("title").GetString().ShouldBe("Not now.");
        problem.GetProperty("state").GetString().ShouldBe("Cooking");
        response.Headers.RetryAfter!.Delta.ShouldBe(TimeSpan.FromSeconds(7));
    }

    [Fact]
    public async Task UnexpectedException_IsAnsweredWithoutInternals()
    {
        await using var app = await TestApp.StartAsync(map =>
            map.MapGet("/x", IResult () => throw new InvalidOperationException("the secret")).AllowAnonymous());

        using var response = await app.Client.GetAsync("/x", TestContext.Current.CancellationToken);

        await response.ShouldBeProblemAsync(500, "internal-error");
        (await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).ShouldNotContain("secret");
    }

    [Theory]
    [InlineData("{")]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("""{"name":null,"count":1,"size":"Small"}""")]
    [InlineData("""{"name":"a","size":"Small"}""")]
    [InlineData("""{"name":"a","count":"many","size":"Small"}""")]
    [InlineData("""{"name":"a","count":1,"size":"Huge"}""")]
    [InlineData("""{"name":"a","count":1,"size":1}""")]
    public async Task Body_NotAsExpected_IsMalformedJson(string json)
    {
        await using var app = await TestApp.StartAsync(map => map.MapPost("/x", (Body body) => body).AllowAnonymous());
        using var content = new StringContent(json, Encoding.UTF8, "application/json");

        using var response = await app.Client.PostAsync("/x", content, TestContext.Current.CancellationToken);

        var problem = await response.ShouldBeProblemAsync(400, "malformed-json");
        problem.GetProperty("detail").GetString()!.ShouldNotContain("Delivery.");
    }

    [Fact]
    public async Task Body_WithoutOptionalMembers_IsAccepted()
    {
        await using var app = await TestApp.StartAsync(map => map.MapPost("/x", (Body body) => body).AllowAnonymous());
        using var content = new StringContent("""{"name":"한국","count":1,"size":"Large"}""", Encoding.UTF8, "application/json");

        using var response = await app.Client.PostAsync("/x", content, TestContext.Current.CancellationToken);

        (await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken))
            .ShouldBe("""{"name":"한국","count":1,"size":"Large","note":null,"limit":null,"page":5}""");
    }

    [Fact]
    public async Task Body_LargerThanLimit_IsTooLarge()
    {
        await using var app = await TestApp.StartAsync(
            map => map.MapPost("/x", (Body body) => body).AllowAnonymous(), new() { ["Limits:BodyBytes"] = "1000" });

        using var response = await app.Client.PostAsJsonAsync(
            "/x", new { name = new string('a', 1000), count = 1, size = "Small" }, TestContext.Current.CancellationToken);

        await response.ShouldBeProblemAsync(413, "body-too-large");
    }

    [Fact]
    public async Task Body_LargerThanDefaultLimitAndChunked_IsTooLarge()
    {
        await using var app = await TestApp.StartAsync(map => map.MapPost("/x", (Body body) => body).AllowAnonymous());
        using var request = new HttpRequestMessage(HttpMethod.Post, "/x") { Content = JsonContent.Create(new { name = new string('a', 300_000) }) };
        request.Headers.TransferEncodingChunked = true;

        using var response = await app.Client.SendAsync(request, TestContext.Current.CancellationToken);

        await response.ShouldBeProblemAsync(413, "body-too-large");
    }

    [Fact]
    public async Task Body_OfOtherContentType_IsUnsupported()
    {
        await using var app = await TestApp.StartAsync(map => map.MapPost("/x", (Body body) => body).AllowAnonymous());
        app.SignIn("customer-1", "customer");
        using var content = new StringContent("name=a", Encoding.UTF8, "application/x-www-form-urlencoded");

        using var response = await app.Client.PostAsync("/x", content, TestContext.Current.CancellationToken);

        await response.ShouldBeProblemAsync(415, "unsupported-media-type");
    }

    [Fact]
    public async Task Query_OfOtherType_IsInvalidRequest()
    {
        await using var app = await TestApp.StartAsync(map => map.MapGet("/x", (int limit) => limit).AllowAnonymous());

        using var response = await app.Client.GetAsync("/x?limit=many", TestContext.Current.CancellationToken);

        await response.ShouldBeProblemAsync(400, "invalid-request");
    }

    [Fact]
    public async Task Method_NotMapped_IsMethodNotAllowed()
    {
        await using var app = await TestApp.StartAsync(map => map.MapGet("/x", () => "x").AllowAnonymous());
        app.SignIn("customer-1", "customer");

        using var response = await app.Client.DeleteAsync("/x", TestContext.Current.CancellationToken);

        await response.ShouldBeProblemAsync(405, "method-not-allowed");
    }

    [Fact]
    public async Task Address_Unknown_IsNotFoundEvenForBrowsers()
    {
        await using var app = await TestApp.StartAsync();
        app.SignIn("customer-1", "customer");
        app.Client.DefaultRequestHeaders.Accept.ParseAdd("text/html");

        using var response = await app.Client.GetAsync("/nothing", TestContext.Current.CancellationToken);

        await response.ShouldBeProblemAsync(404, "not-found");
    }

    internal sealed record Body(string Name, int Count, Size Size, string? Note, int? Limit, int Page = 5);
}
