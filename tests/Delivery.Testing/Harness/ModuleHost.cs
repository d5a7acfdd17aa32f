using Delivery.ServiceDefaults;
using Delivery.ServiceDefaults.Modules;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Delivery.Testing.Harness;

/// <summary>Builds the host of one module under test.</summary>
internal static class ModuleHost
{
    public static WebApplication Build(IModule module, ModuleHarnessOptions options, string dataDirectory, TimeProvider time)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Data:Directory"] = dataDirectory,
            [Profiles.Setting] = Profiles.Demo,
        });
        builder.Configuration.AddInMemoryCollection(options.Settings);
        builder.Services.AddSingleton(time);
        builder.AddServiceDefaults();
        builder.Logging.ClearProviders();
        module.AddServices(builder);
        options.Configure?.Invoke(builder);
        AddTestAuthentication(builder.Services);
        RemoveHostedServices(builder.Services, options.RunHostedServices);
        var app = builder.Build();
        app.UseServiceDefaults();
        module.MapEndpoints(app);
        return app;
    }

    private static void AddTestAuthentication(IServiceCollection services)
    {
        services.AddAuthentication().AddScheme<AuthenticationSchemeOptions, TestAuthenticationHandler>(
            TestAuthenticationHandler.SchemeName, configureOptions: null);
        services.Configure<AuthenticationOptions>(static authentication =>
        {
            authentication.DefaultScheme = TestAuthenticationHandler.SchemeName;
            authentication.DefaultAuthenticateScheme = TestAuthenticationHandler.SchemeName;
            authentication.DefaultChallengeScheme = TestAuthenticationHandler.SchemeName;
        });
    }

    /// <summary>The bus, the relay and the setups (which the harness has run) go; the web server, which is added later, stays.</summary>
    private static void RemoveHostedServices(IServiceCollection services, bool keepTheModules)
    {
        foreach (var service in services.Where(service => service.ServiceType == typeof(IHostedService)).ToList())
        {
            if (!keepTheModules || !IsTheModules(service))
            {
                services.Remove(service);
            }
        }
    }

    private static bool IsTheModules(ServiceDescriptor service)
    {
        var assembly = (service.ImplementationType ?? service.ImplementationFactory?.Method.DeclaringType)?.Assembly.GetName().Name;
        return assembly is not null
            && assembly.StartsWith("Delivery.", StringComparison.Ordinal)
            && assembly is not ("Delivery.Messaging" or "Delivery.ServiceDefaults");
    }
}
