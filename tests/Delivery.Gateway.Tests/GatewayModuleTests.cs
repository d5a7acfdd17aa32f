using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Xunit;

namespace Delivery.Gateway.Tests;

/// <summary>The gateway in front of one real server per module, each of which answers with its module's name.</summary>
public sealed class GatewayModuleTests : IAsyncLifetime
{
    private static readonly string[] Modules =
        ["identity", "notifications", "orchestrator", "orders", "payments", "riders", "status", "stores"];

    private const int LargestBody = 256 * 1024;

    private readonly List<WebApplication> _servers = [];
    private HttpClient _client = null!;

    public async ValueTask InitializeAsync()
    {
        var destinations = new Dictionary<string, string?>();
        foreach (var module in Modules)
        {
            destinations[$"Gateway:Modules:{module}"] = await StartModuleAsync(module);
        }

        // Who is refused is told before it sends, however long the first call takes.
        _client = new HttpClient(new SocketsHttpHandler { Expect100ContinueTimeout = TimeSpan.FromMinutes(1) })
        {
            BaseAddress = new Uri(await StartGatewayAsync(destinations)),
        };
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        foreach (var server in _servers)
        {
            await server.DisposeAsync();
        }
    }

    [Theory]
    [InlineData("POST", "/api/orders", "orders")]
    [InlineData("GET", "/api/orders?customer=me", "status")]
    [InlineData("GET", "/api/orders/ord_1", "status")]
    [InlineData("GET", "/api/orders/ord_1/stream", "status")]
    [InlineData("POST", "/api/orders/ord_1/cancel", "orders")]
    [InlineData("GET", "/api/orders/ord_1/cancellations/can_1", "orders")]
    [InlineData("POST", "/api/orders/ord_1/confirm", "orders")]
    [InlineData("POST", "/api/orders/ord_1/payment", "payments")]
    [InlineData("GET", "/api/stores", "orders")]
    [InlineData("GET", "/api/stores/sto_1/menu", "orders")]
    [InlineData("GET", "/api/stores/mine", "stores")]
    [InlineData("GET", "/api/stores/sto_1/tickets", "stores")]
    [InlineData("POST", "/api/stores/sto_1/tickets/ord_1/accept", "stores")]
    [InlineData("PUT", "/api/stores/sto_1/menu/items/bibimbap", "stores")]
    [InlineData("GET", "/api/regions", "riders")]
    [InlineData("PUT", "/api/riders/me", "riders")]
    [InlineData("GET", "/api/deliveries?region=gangnam", "riders")]
    [InlineData("POST", "/api/deliveries/ord_1/claim", "riders")]
    [InlineData("POST", "/api/subscriptions", "notifications")]
    [InlineData("POST", "/workflows/orders/7", "orchestrator")]
    [InlineData("GET", "/ops/notifications/deliveries", "notifications")]
    [InlineData("GET", "/ops/orders", "status")]
    [InlineData("GET", "/ops/orders/stream", "status")]
    [InlineData("POST", "/ops/status/rebuild", "status")]
    [InlineData("GET", "/ops/payments/ord_1/ledger", "payments")]
    [InlineData("POST", "/ops/escalations/esc_1/resolve", "orchestrator")]
    [InlineData("GET", "/ops/workflows/instances", "orchestrator")]
    [InlineData("GET", "/studio/definitions/order-lifecycle", "orchestrator")]
    [InlineData("POST", "/elsa/api/workflow-instances", "orchestrator")]
    [InlineData("GET", "/ops/dead-letters/stores", "stores")]
    [InlineData("POST", "/ops/dead-letters/riders/1/replay", "riders")]
    [InlineData("GET", "/ops/dead-letters/workflows", "orchestrator")]
    [InlineData("POST", "/identity/token", "identity")]
    public async Task Route_KnownPath_ReachesItsOneOwner(string method, string path, string module)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path);

        using var response = await _client.SendAsync(request, TestContext.Current.CancellationToken);

        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).ShouldBe(module);
    }

    /// <summary>The Studio saves a definition as a whole.</summary>
    [Theory]
    [InlineData("/elsa/api/workflow-definitions", 5 * 1024 * 1024, HttpStatusCode.OK)]
    [InlineData("/elsa/api/workflow-definitions", (10 * 1024 * 1024) + 1, HttpStatusCode.RequestEntityTooLarge)]
    [InlineData("/api/orders", LargestBody + 1, HttpStatusCode.RequestEntityTooLarge)]
    public async Task Route_LargeBody_ReachesOnlyWhoTakesIt(string path, int bytes, HttpStatusCode expected)
    {
        using var content = new ByteArrayContent(new byte[bytes]);
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = content };
        // Whoever refuses a body does not read it: the client has to ask before it sends.
        request.Headers.ExpectContinue = true;

        using var response = await _client.SendAsync(request, TestContext.Current.CancellationToken);

        response.StatusCode.ShouldBe(expected);
    }

    [Fact]
    public async Task Route_UnknownPath_IsNotForwarded()
    {
        using var response = await _client.GetAsync("/internal/secrets", TestContext.Current.CancellationToken);

        response.StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public void AddServices_DestinationIsNoUrl_SaysWhichAndWhatToGive()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Configuration.AddInMemoryCollection([new("Gateway:Modules:stores", "stores:8080")]);

        var error = Should.Throw<InvalidOperationException>(() => new GatewayModule().AddServices(builder));

        error.Message.ShouldContain("Gateway:Modules:stores");
        error.Message.ShouldContain("absolute URLs");
    }

    private async Task<string> StartModuleAsync(string module)
    {
        var app = WebApplication.CreateSlimBuilder().Build();
        app.Urls.Add("http://127.0.0.1:0");
        app.MapFallback(async (HttpRequest request) =>
        {
            await request.Body.CopyToAsync(Stream.Null, request.HttpContext.RequestAborted);
            return Results.Text(module);
        });
        return await StartAsync(app);
    }

    private async Task<string> StartGatewayAsync(Dictionary<string, string?> destinations)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Configuration.AddInMemoryCollection(destinations);
        builder.WebHost.UseUrls("http://127.0.0.1:0").ConfigureKestrel(kestrel => kestrel.Limits.MaxRequestBodySize = LargestBody);
        var module = new GatewayModule();
        module.AddServices(builder);
        builder.Services.AddAuthorizationBuilder();
        var app = builder.Build();
        module.MapEndpoints(app);
        return await StartAsync(app);
    }

    private async Task<string> StartAsync(WebApplication app)
    {
        _servers.Add(app);
        await app.StartAsync(TestContext.Current.CancellationToken);
        return app.Urls.First();
    }
}
