using Yarp.ReverseProxy.Configuration;

namespace Delivery.Gateway;

/// <summary>Which module owns which route. Every route has one owner; where two modules share a path, the method decides.</summary>
internal static class RouteTable
{
    private static readonly string[] Get = ["GET"];

    private const string StudioPath = "/studio/{**rest}";
    private const string StudioApiPath = "/elsa/{**rest}";

    /// <summary>As much as the Studio's API takes: whole definitions, and files of them.</summary>
    private const long LargestDefinition = 10 * 1024 * 1024;

    private static readonly (string Module, string Path, string[]? Methods)[] Routes =
    [
        ("identity", "/identity/{**rest}", null),

        ("notifications", "/api/subscriptions/{**rest}", null),
        ("notifications", "/ops/notifications/{**rest}", null),

        // The workflows run in the orchestrator's process and have an endpoint of their own.
        ("orchestrator", "/ops/dead-letters/workflows/{**rest}", null),
        ("orchestrator", StudioApiPath, null),
        ("orchestrator", "/ops/escalations/{**rest}", null),
        ("orchestrator", "/ops/workflows/{**rest}", null),
        ("orchestrator", "/workflows/{**rest}", null),
        ("orchestrator", StudioPath, Get),

        ("orders", "/api/orders", ["POST"]),
        ("orders", "/api/orders/{id}/cancel", null),
        ("orders", "/api/orders/{id}/cancellations/{**rest}", null),
        ("orders", "/api/orders/{id}/confirm", null),
        ("orders", "/api/stores", Get),
        ("orders", "/api/stores/{id}/menu", Get),

        ("payments", "/api/orders/{id}/payment", null),
        ("payments", "/ops/payments/{**rest}", null),

        ("riders", "/api/deliveries/{**rest}", null),
        ("riders", "/api/regions", Get),
        ("riders", "/api/riders/{**rest}", null),

        ("status", "/api/orders", Get),
        ("status", "/api/orders/{id}", Get),
        ("status", "/api/orders/{id}/stream", Get),
        ("status", "/ops/orders/{**rest}", null),
        ("status", "/ops/status/{**rest}", null),

        ("stores", "/api/stores/mine", null),
        ("stores", "/api/stores/{id}/{**rest}", null),
    ];

    /// <summary>The routes to the given modules, each module's dead letters included.</summary>
    public static IReadOnlyList<RouteConfig> RoutesFor(IEnumerable<string> modules)
    {
        var present = modules.ToHashSet(StringComparer.Ordinal);
        return Routes
            .Concat(present.Select(module => (Module: module, Path: $"/ops/dead-letters/{module}/{{**rest}}", Methods: (string[]?)null)))
            .Where(route => present.Contains(route.Module))
            .Select((route, index) => new RouteConfig
            {
                RouteId = $"{route.Module}-{index}",
                ClusterId = route.Module,
                Match = new RouteMatch { Path = route.Path, Methods = route.Methods },
                // One page loads some 200 files at once, which is no attack.
                RateLimiterPolicy = route.Path == StudioPath ? "disable" : null,
                MaxRequestBodySize = route.Path == StudioApiPath ? LargestDefinition : null,
            })
            .ToList();
    }
}
