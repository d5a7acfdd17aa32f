using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Authorization.Infrastructure;
using Microsoft.AspNetCore.Routing;

namespace Delivery.ArchitectureTests.Endpoints;

/// <summary>Every endpoint says who may use it; those for anybody are listed here, so that none becomes open by accident.</summary>
internal static class EndpointRules
{
    private static readonly HashSet<string> Open =
    [
        "/", "/board/board.css", "/board/board.js", "/board/board.svg",
        "/api/regions", "/api/stores/", "/api/stores/{storeId}/menu",
        "/docs", "/docs/{documentName?}", "/docs/scalar.js", "/docs/scalar.aspnetcore.js", "/docs/favicon.svg", "/openapi/{documentName}.json",
        "/health/live", "/health/ready",
        // Each workflow's endpoint says who may call it, and all are closed to strangers unless the host opens them.
        "/workflows/{**path}",
        "/identity/.well-known/openid-configuration", "/identity/jwks", "/identity/token",
        "/studio/settings.json", "/studio/{**path}",
    ];

    /// <summary>One sentence for each endpoint that is open or closed by mistake.</summary>
    public static IReadOnlyList<string> Violations(IEnumerable<RouteEndpoint> endpoints) =>
        [.. endpoints.Select(Violation).Where(violation => violation is not null)!];

    private static string? Violation(RouteEndpoint endpoint)
    {
        var route = "/" + endpoint.RoutePattern.RawText!.TrimStart('/');
        var isOpen = endpoint.Metadata.GetMetadata<IAllowAnonymous>() is not null;
        if (isOpen)
        {
            return Open.Contains(route) ? null : $"{endpoint.DisplayName} ({route}) is open to anybody";
        }

        return HasRole(endpoint) ? null : $"{endpoint.DisplayName} ({route}) does not say which role may use it";
    }

    private static bool HasRole(RouteEndpoint endpoint) =>
        endpoint.Metadata.OfType<AuthorizationPolicy>().SelectMany(policy => policy.Requirements).OfType<RolesAuthorizationRequirement>().Any()
        || endpoint.Metadata.OfType<IAuthorizeData>().Any(data => !string.IsNullOrEmpty(data.Roles));
}
