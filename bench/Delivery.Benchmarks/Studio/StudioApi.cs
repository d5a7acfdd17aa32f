using System.Net.Http.Headers;
using Delivery.Benchmarks.Postgres;
using Delivery.Orchestrator;
using Delivery.ServiceDefaults;
using Delivery.Workflows.Api;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Delivery.Benchmarks.Studio;

/// <summary>The API that the Studio speaks to, as the orchestrator's process serves it; whoever asks is an analyst.</summary>
internal sealed class StudioApi : IAsyncDisposable
{
    private readonly WebApplication _app;

    private StudioApi(WebApplication app)
    {
        _app = app;
        Client = new HttpClient { BaseAddress = new Uri(app.Urls.Single()) };
        Client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", "analyst");
    }

    public HttpClient Client { get; }

    public IServiceProvider Services => _app.Services;

    public static async Task<StudioApi> StartAsync(PostgresServer postgres)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory });
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["ConnectionStrings:Delivery"] = postgres.ConnectionString,
            [Profiles.Setting] = Profiles.Demo,
            ["Limits:Burst"] = "1000000",
        });
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.AddServiceDefaults();
        builder.Logging.ClearProviders();
        builder.Services.AddAuthentication(EverybodyIsAnAnalyst.Name)
            .AddScheme<AuthenticationSchemeOptions, EverybodyIsAnAnalyst>(EverybodyIsAnAnalyst.Name, null);
        new OrchestratorModule().AddServices(builder);
        builder.Services.AddWorkflowApi();
        var app = builder.Build();
        app.UseServiceDefaults();
        app.MapWorkflowApi();
        await app.StartAsync();
        return new StudioApi(app);
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _app.StopAsync();
        await _app.DisposeAsync();
    }
}
