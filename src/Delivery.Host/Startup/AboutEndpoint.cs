using System.Reflection;
using Delivery.Host.Sandbox;
using Delivery.ServiceDefaults;
using Delivery.ServiceDefaults.Authorization;
using Delivery.ServiceDefaults.Modules;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Delivery.Host.Startup;

/// <summary>Tells operators, and the simulator, how the process is set up.</summary>
internal static class AboutEndpoint
{
    public static void Map(IEndpointRouteBuilder endpoints, IReadOnlyList<IModule> modules) =>
        endpoints.MapGet("/ops/about", (IConfiguration configuration) => Describe(configuration, modules))
            .RequireAuthorization(policy => policy.RequireRole(Roles.Operator))
            .WithName("GetAbout").WithSummary("How this process is set up.").WithTags("Operations");

    private static Ok<About> Describe(IConfiguration configuration, IReadOnlyList<IModule> modules) => TypedResults.Ok(new About(
        typeof(AboutEndpoint).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "unknown",
        configuration[Profiles.Setting],
        [.. modules.Select(module => module.Name)],
        configuration[SandboxExtensions.ProviderUrl],
        configuration.GetSection("Timeouts").GetChildren().ToDictionary(timeout => timeout.Key, timeout => timeout.Value)));
}
