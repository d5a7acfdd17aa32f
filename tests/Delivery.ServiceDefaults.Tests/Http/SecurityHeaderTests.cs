using Microsoft.AspNetCore.Builder;

namespace Delivery.ServiceDefaults.Tests.Http;

public sealed class SecurityHeaderTests
{
    [Theory]
    [InlineData("/x")]
    [InlineData("/unknown")]
    [InlineData("/health/live")]
    public async Task Answers_OfEveryKind_CarryTheHeaders(string path)
    {
        await using var app = await TestApp.StartAsync(map => map.MapGet("/x", () => "x").AllowAnonymous());

        using var response = await app.Client.GetAsync(path, TestContext.Current.CancellationToken);

        response.Headers.GetValues("X-Content-Type-Options").Single().ShouldBe("nosniff");
        response.Headers.GetValues("X-Frame-Options").Single().ShouldBe("DENY");
        response.Headers.GetValues("Referrer-Policy").Single().ShouldBe("no-referrer");
        response.Headers.GetValues("Content-Security-Policy").Single().ShouldBe("default-src 'none'; frame-ancestors 'none'");
        response.Headers.Contains("Server").ShouldBeFalse();
    }
}
