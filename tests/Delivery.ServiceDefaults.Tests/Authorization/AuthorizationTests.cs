using System.Net;
using Delivery.ServiceDefaults.Authorization;
using Microsoft.AspNetCore.Builder;
using System.Security.Claims;

namespace Delivery.ServiceDefaults.Tests.Authorization;

public sealed class AuthorizationTests
{
    [Fact]
    public async Task Endpoint_WithoutRequirement_IsClosedToCallersWithoutToken()
    {
        await using var app = await TestApp.StartAsync(map => map.MapGet("/x", () => "x"));

        using var response = await app.Client.GetAsync("/x", TestContext.Current.CancellationToken);

        await response.ShouldBeProblemAsync(401, "unauthenticated");
        response.Headers.WwwAuthenticate.ToString().ShouldStartWith("Bearer");
    }

    [Fact]
    public async Task Token_Garbage_IsUnauthenticated()
    {
        await using var app = await TestApp.StartAsync(map => map.MapGet("/x", () => "x"));
        app.Client.DefaultRequestHeaders.Authorization = new("Bearer", "abc.def.ghi");

        using var response = await app.Client.GetAsync("/x", TestContext.Current.CancellationToken);

        await response.ShouldBeProblemAsync(401, "unauthenticated");
    }

    [Fact]
    public async Task Token_OfOtherRole_IsForbidden()
    {
        await using var app = await TestApp.StartAsync(map =>
            map.MapGet("/x", () => "x").RequireAuthorization(policy => policy.RequireRole(Roles.Operator)));
        app.SignIn("customer-1", Roles.Customer);

        using var response = await app.Client.GetAsync("/x", TestContext.Current.CancellationToken);

        await response.ShouldBeProblemAsync(403, "forbidden");
    }

    [Fact]
    public async Task Token_OfRightRole_TellsSubject()
    {
        await using var app = await TestApp.StartAsync(map =>
            map.MapGet("/x", (ClaimsPrincipal user) => user.Subject()).RequireAuthorization(policy => policy.RequireRole(Roles.Customer)));
        app.SignIn("customer-1", Roles.Customer);

        (await app.Client.GetStringAsync("/x", TestContext.Current.CancellationToken)).ShouldBe("customer-1");
    }

    [Fact]
    public async Task Issuer_Away_IsUnavailableAndNotUnauthenticated()
    {
        await using var app = await TestApp.StartAsync(
            map => map.MapGet("/x", () => "x"),
            new() { ["Authentication:Authority"] = "http://127.0.0.1:1/identity" },
            knowsKey: false);
        app.SignIn("customer-1", Roles.Customer);

        using var response = await app.Client.GetAsync("/x", TestContext.Current.CancellationToken);

        await response.ShouldBeProblemAsync(503, "unavailable");
        response.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        response.Headers.RetryAfter.ShouldNotBeNull();
    }
}
