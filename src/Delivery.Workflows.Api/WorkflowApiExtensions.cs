using Delivery.Workflows.Api.Studio;
using Microsoft.AspNetCore.Routing;

namespace Delivery.Workflows.Api;

/// <summary>Adds the Studio and the API that it speaks to a host that has the workflow runtime.</summary>
public static class WorkflowApiExtensions
{
    /// <summary>Maps <c>/studio</c>.</summary>
    public static void MapWorkflowStudio(this IEndpointRouteBuilder endpoints)
    {
        ArgumentNullException.ThrowIfNull(endpoints);
        StudioEndpoints.Map(endpoints);
    }
}
