using Delivery.Host.CommandLine;
using Delivery.Host.Composition;
using Delivery.ServiceDefaults.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;

namespace Delivery.ArchitectureTests.Endpoints;

public sealed class EndpointTests : IDisposable
{
    private readonly string _directory = Directory.CreateTempSubdirectory("delivery-endpoints-").FullName;

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    [Fact]
    public async Task Endpoints_OfTheWholeHost_SayWhoMayUseThem()
    {
        await using var host = DeliveryHost.Build(HostArguments.Parse(["--data", _directory, "--set", "Profile=demo"]));

        var endpoints = EndpointsOf(host.App);

        endpoints.Count.ShouldBeGreaterThan(30);
        EndpointRules.Violations(endpoints).ShouldBeEmpty();
    }

    [Fact]
    public async Task Endpoint_WithoutARole_IsFound()
    {
        await using var app = WebApplication.CreateBuilder().Build();
        app.MapGet("/api/closed", () => "").RequireAuthorization(policy => policy.RequireRole(Roles.Operator));
        app.MapGet("/api/any-user", () => "").RequireAuthorization();
        app.MapGet("/api/forgotten", () => "");

        EndpointRules.Violations(EndpointsOf(app)).Count.ShouldBe(2);
    }

    [Fact]
    public async Task Endpoint_OpenButNotListed_IsFound()
    {
        await using var app = WebApplication.CreateBuilder().Build();
        app.MapGet("/api/secrets", () => "").AllowAnonymous();

        EndpointRules.Violations(EndpointsOf(app)).Single().ShouldContain("/api/secrets");
    }

    private static List<RouteEndpoint> EndpointsOf(WebApplication app) =>
        [.. ((IEndpointRouteBuilder)app).DataSources.SelectMany(source => source.Endpoints).OfType<RouteEndpoint>()];
}
