using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Delivery.Workflows.Runtime.Http.Endpoints;

/// <summary>Lets workflows be called over HTTP.</summary>
public static class WorkflowEndpointExtensions
{
    /// <summary>
    /// Maps everything under <see cref="WorkflowHttpOptions.BasePath"/> to the workflows that begin with or wait at an HTTP endpoint. Who may
    /// call is decided by each endpoint; one that says nothing asks for a known caller, unless
    /// <see cref="WorkflowHttpOptions.AllowAnonymous"/> opens it.
    /// </summary>
    public static void MapWorkflowEndpoints(this IEndpointRouteBuilder endpoints)
    {
        ArgumentNullException.ThrowIfNull(endpoints);
        var options = endpoints.ServiceProvider.GetRequiredService<IOptions<WorkflowHttpOptions>>().Value;
        var handler = endpoints.ServiceProvider.GetRequiredService<WorkflowEndpointHandler>();
        endpoints.Map($"/{options.BasePath.Trim('/')}/{{**path}}", handler.HandleAsync).AllowAnonymous().ExcludeFromDescription();
    }
}
