using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Delivery.ServiceDefaults.Health;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Delivery.ServiceDefaults.Tests.Health;

public sealed class HealthTests
{
    [Fact]
    public async Task Ready_WhenACheckFails_IsUnavailableWhileLiveIsNot()
    {
        await using var app = await TestApp.StartAsync(configure: builder => builder.Services.AddHealthChecks()
            .AddCheck("bus", () => HealthCheckResult.Unhealthy("amqp://secret"), tags: [HealthTags.Ready]));

        using var ready = await app.Client.GetAsync("/health/ready", TestContext.Current.CancellationToken);
        using var live = await app.Client.GetAsync("/health/live", TestContext.Current.CancellationToken);

        ready.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        var body = await ready.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken);
        body.GetProperty("checks").GetProperty("bus").GetString().ShouldBe("Unhealthy");
        body.GetRawText().ShouldNotContain("secret");
        live.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Ready_AfterSetup_IsHealthy()
    {
        await using var app = await TestApp.StartAsync();

        using var ready = await app.Client.GetAsync("/health/ready", TestContext.Current.CancellationToken);

        ready.StatusCode.ShouldBe(HttpStatusCode.OK);
        var body = await ready.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken);
        body.GetProperty("checks").GetProperty("setup").GetString().ShouldBe("Healthy");
    }
}
