using Delivery.ServiceDefaults.Api;
using Delivery.ServiceDefaults.Authorization;
using Delivery.ServiceDefaults.Health;
using Delivery.ServiceDefaults.Http;
using Delivery.ServiceDefaults.Modules;
using Delivery.ServiceDefaults.Telemetry;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;

namespace Delivery.ServiceDefaults;

/// <summary>What every process has, whichever modules it hosts.</summary>
public static class ServiceDefaultsExtensions
{
    /// <summary>Time for requests and handlers under way to end when the process is asked to stop.</summary>
    private static readonly TimeSpan ShutdownTimeout = TimeSpan.FromSeconds(20);

    /// <summary>Registers errors, limits, authentication, health, telemetry, logging and the API reference. Call it before adding modules.</summary>
    public static TBuilder AddServiceDefaults<TBuilder>(this TBuilder builder)
        where TBuilder : IHostApplicationBuilder
    {
        builder.Services.TryAddSingleton(TimeProvider.System);
        builder.Services.Configure<HostOptions>(static options => options.ShutdownTimeout = ShutdownTimeout);
        builder.Services.AddSingleton<ModuleSetupService>();
        builder.Services.AddHostedService(static services => services.GetRequiredService<ModuleSetupService>());
        LoggingDefaults.Add(builder);
        TelemetryDefaults.Add(builder);
        HttpDefaults.Add(builder);
        AuthenticationDefaults.Add(builder);
        HealthDefaults.Add(builder.Services);
        ApiReference.Add(builder.Services);
        return builder;
    }

    /// <summary>Adds the middleware and the common routes. Call it before mapping modules.</summary>
    public static WebApplication UseServiceDefaults(this WebApplication app)
    {
        HttpDefaults.Use(app);
        app.UseAuthentication();
        app.UseRateLimiter();
        app.UseAuthorization();
        HealthDefaults.Map(app);
        ApiReference.Map(app);
        return app;
    }
}
