using Delivery.Workflows.Api.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http.Connections;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Delivery.Workflows.Api.Live;

/// <summary>
/// Tells an open viewer that its instance has gone on. A connection belongs to one process, so that this is for installations where every request of
/// a browser reaches the same one: otherwise the feature is not reported, and the Studio asks every few seconds instead.
/// </summary>
internal static class LiveUpdates
{
    /// <summary>Turns it on or off; without it, it is on where all modules are one process.</summary>
    public const string Setting = "Studio:LiveUpdates";

    /// <summary>The Studio makes the address of its API's: a slash at that one's end makes the second of this.</summary>
    private static readonly string[] Paths = ["/elsa/hubs/workflow-instance", "/elsa/api/hubs/workflow-instance"];

    public static bool AreOn(IConfiguration configuration) =>
        bool.TryParse(configuration[Setting], out var set) ? set : string.IsNullOrWhiteSpace(configuration["Bus:RabbitMq"]);

    public static void Add(IServiceCollection services)
    {
        services.AddSignalR();
        services.AddSingleton<InstanceWatch>();
        services.AddHostedService(provider => provider.GetRequiredService<InstanceWatch>());
    }

    public static void Map(IEndpointRouteBuilder endpoints)
    {
        if (!AreOn(endpoints.ServiceProvider.GetRequiredService<IConfiguration>()))
        {
            return;
        }

        foreach (var path in Paths)
        {
            // Browsers can send a token with these requests; for a web socket it would have to be in the address, and so in every log on the way.
            endpoints.MapHub<InstanceHub>(path, options => options.Transports = HttpTransportType.LongPolling).Needs(Permissions.Read);
        }
    }
}
