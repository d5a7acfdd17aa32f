using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Hosting;

namespace Delivery.ServiceDefaults.Modules;

/// <summary>One part of the platform that a process may host, alone or beside others.</summary>
public interface IModule
{
    /// <summary>As in <c>--modules</c>: lower case, unique.</summary>
    string Name { get; }

    /// <summary>Registers the module's services.</summary>
    void AddServices(IHostApplicationBuilder builder);

    /// <summary>Maps the routes that the module owns.</summary>
    void MapEndpoints(IEndpointRouteBuilder endpoints);
}
