using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Delivery.ServiceDefaults.Health;

/// <summary>
/// <c>/health/live</c>: the process answers; restarting it would help if not. <c>/health/ready</c>: it has what it needs to serve. Modules add
/// checks with the tag <see cref="HealthTags.Ready"/>.
/// </summary>
internal static class HealthDefaults
{
    public static void Add(IServiceCollection services) =>
        services.AddHealthChecks().AddCheck<SetupHealthCheck>("setup", tags: [HealthTags.Ready]);

    public static void Map(IEndpointRouteBuilder endpoints)
    {
        MapOne(endpoints, "/health/live", static _ => false);
        MapOne(endpoints, "/health/ready", static check => check.Tags.Contains(HealthTags.Ready));
    }

    private static void MapOne(IEndpointRouteBuilder endpoints, string path, Func<HealthCheckRegistration, bool> predicate) =>
        endpoints.MapHealthChecks(path, new HealthCheckOptions { Predicate = predicate, ResponseWriter = WriteAsync })
            .AllowAnonymous()
            .DisableRateLimiting();

    /// <summary>Names and states only: descriptions and exceptions may tell addresses.</summary>
    private static Task WriteAsync(HttpContext context, HealthReport report) =>
        context.Response.WriteAsJsonAsync(
            new
            {
                Status = report.Status.ToString(),
                Checks = report.Entries.ToDictionary(entry => entry.Key, entry => entry.Value.Status.ToString()),
            },
            context.RequestAborted);
}
