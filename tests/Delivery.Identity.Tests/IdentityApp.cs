using System.Security.Claims;
using Delivery.ServiceDefaults;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;

namespace Delivery.Identity.Tests;

/// <summary>A process with the identity module, or one that trusts another's.</summary>
internal sealed class IdentityApp : IAsyncDisposable
{
    private readonly WebApplication _app;

    private IdentityApp(WebApplication app)
    {
        _app = app;
        Client = new HttpClient { BaseAddress = new Uri(app.Urls.Single()) };
    }

    public HttpClient Client { get; }

    public static WebApplicationBuilder Builder(params (string Key, string? Value)[] settings)
    {
        var builder = WebApplication.CreateBuilder();
        builder.Configuration.AddInMemoryCollection(settings.ToDictionary(setting => setting.Key, setting => setting.Value));
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.AddServiceDefaults();
        builder.Logging.ClearProviders();
        return builder;
    }

    public static Task<IdentityApp> IssuerAsync(string dataDirectory) =>
        StartAsync(Builder(("Profile", "demo"), ("Data:Directory", dataDirectory)), new IdentityModule());

    public static Task<IdentityApp> TrustingAsync(Uri issuer) =>
        StartAsync(Builder(("Authentication:Authority", new Uri(issuer, "identity").ToString())), module: null);

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _app.DisposeAsync();
    }

    private static async Task<IdentityApp> StartAsync(WebApplicationBuilder builder, IdentityModule? module)
    {
        module?.AddServices(builder);
        var app = builder.Build();
        app.UseServiceDefaults();
        module?.MapEndpoints(app);
        app.MapGet("/me", (ClaimsPrincipal user) => $"{user.Identity!.Name} {user.FindFirstValue("role")}")
            .RequireAuthorization(policy => policy.RequireRole("customer", "rider"));
        await app.StartAsync(TestContext.Current.CancellationToken);
        return new IdentityApp(app);
    }
}
