using System.Net;
using Microsoft.AspNetCore.Builder;

namespace Delivery.ServiceDefaults.Tests.Http;

public sealed class RateLimitTests
{
    private static readonly Dictionary<string, string?> Two = new() { ["Limits:Burst"] = "2", ["Limits:RequestsPerSecond"] = "1" };

    [Fact]
    public async Task Client_BeyondItsBurst_IsToldToWaitWhileOthersGoOn()
    {
        // One token per 100 ms is the least that the limiter replenishes: ten quick requests outrun it.
        await using var app = await TestApp.StartAsync(map => map.MapGet("/x", () => "x"), Two);
        app.SignIn("customer-1", "customer");
        var responses = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => app.Client.GetAsync("/x", TestContext.Current.CancellationToken)));

        var refused = responses.First(response => response.StatusCode != HttpStatusCode.OK);
        await refused.ShouldBeProblemAsync(429, "too-many-requests");
        refused.Headers.RetryAfter.ShouldNotBeNull();

        app.SignIn("customer-2", "customer");
        (await app.Client.GetStringAsync("/x", TestContext.Current.CancellationToken)).ShouldBe("x");
    }

    [Fact]
    public async Task Probes_AreNotLimited()
    {
        await using var app = await TestApp.StartAsync(settings: Two);

        var responses = await Task.WhenAll(
            Enumerable.Range(0, 50).Select(_ => app.Client.GetAsync("/health/live", TestContext.Current.CancellationToken)));

        responses.ShouldAllBe(response => response.StatusCode == HttpStatusCode.OK);
    }
}
