using Delivery.ServiceDefaults.Modules;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Yarp.ReverseProxy.Configuration;

namespace Delivery.Gateway;

/// <summary>The one door for external traffic when the modules run in processes of their own.</summary>
public sealed class GatewayModule : IModule
{
    /// <summary>As in <c>--modules</c>. Not part of the default: in one process every route is already there.</summary>
    public const string ModuleName = "gateway";

    /// <inheritdoc />
    public string Name => ModuleName;

    /// <inheritdoc />
    /// <exception cref="InvalidOperationException"><c>Gateway:Modules:{name}</c> holds something that is not an absolute URL.</exception>
    public void AddServices(IHostApplicationBuilder builder)
    {
        var destinations = ModuleDestinations.Read(builder.Configuration);
        builder.Services.AddReverseProxy().LoadFromMemory(RouteTable.RoutesFor(destinations.Keys), ClustersFor(destinations));
    }

    /// <inheritdoc />
    public void MapEndpoints(IEndpointRouteBuilder endpoints) =>
        // Every module authenticates and authorizes its own routes; the gateway passes the token on untouched.
        endpoints.MapReverseProxy().AllowAnonymous();

    private static List<ClusterConfig> ClustersFor(IReadOnlyDictionary<string, IReadOnlyList<Uri>> destinations) =>
        destinations.Select(module => new ClusterConfig
        {
            ClusterId = module.Key,
            LoadBalancingPolicy = "PowerOfTwoChoices",
            Destinations = module.Value
                .Select((uri, index) => (Name: $"{module.Key}-{index}", Uri: uri))
                .ToDictionary(destination => destination.Name, destination => new DestinationConfig { Address = destination.Uri.ToString() }),
        }).ToList();
}
