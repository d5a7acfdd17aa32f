using Delivery.Messaging.Persistence;
using Delivery.ServiceDefaults;
using Delivery.ServiceDefaults.Modules;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Delivery.Testing.Api;

/// <summary>Starts <see cref="ModuleApi{TContext}"/>.</summary>
public static class ModuleApi
{
    /// <summary>Starts the module.</summary>
    public static async Task<ModuleApi<TContext>> StartAsync<TContext>(
        IModule module, TestDatabase database, TimeProvider timeProvider, params (string Key, string Value)[] settings)
        where TContext : ModuleDbContext
    {
        ArgumentNullException.ThrowIfNull(module);
        var directory = Directory.CreateTempSubdirectory("delivery-test-").FullName;
        var connectionString = database == TestDatabase.Postgres ? await TestServers.CreatePostgresDatabaseAsync() : null;
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { EnvironmentName = "Test" });
        var framework = builder.Services.ToHashSet();
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        builder.Configuration.AddInMemoryCollection(
            settings.Select(setting => KeyValuePair.Create(setting.Key, (string?)setting.Value))
                .Append(new("Data:Directory", directory))
                .Append(new("ConnectionStrings:Delivery", connectionString))
                .Append(new("Limits:Burst", "100000")));
        builder.Services.AddSingleton(timeProvider);
        builder.AddServiceDefaults();
        builder.Logging.ClearProviders();
        builder.Services.AddAuthentication(TestAuthentication.SchemeName)
            .AddScheme<AuthenticationSchemeOptions, TestAuthentication>(TestAuthentication.SchemeName, configureOptions: null);
        module.AddServices(builder);
        RemoveBackgroundServices(builder.Services, framework);
        var app = builder.Build();
        app.UseServiceDefaults();
        module.MapEndpoints(app);
        await app.Services.GetRequiredService<ModuleSetupService>().RunAsync(CancellationToken.None);
        await app.StartAsync();
        return new ModuleApi<TContext>(app, directory, connectionString);
    }

    private static void RemoveBackgroundServices(IServiceCollection services, HashSet<ServiceDescriptor> framework)
    {
        foreach (var background in services
            .Where(service => service.ServiceType == typeof(IHostedService) && !framework.Contains(service)
                && service.ImplementationType?.Namespace?.StartsWith("Microsoft", StringComparison.Ordinal) != true)
            .ToList())
        {
            services.Remove(background);
        }
    }
}
