using System.Security.Claims;
using Delivery.Workflows.Api.Http;
using Delivery.Workflows.Api.Live;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Delivery.Workflows.Api.Features;

/// <summary>What this server can do beyond the least that the Studio expects. It shows no button for what is not listed here.</summary>
internal static class FeatureEndpoints
{
    /// <summary>Of Elsa, whose definitions and calls these are.</summary>
    private const string ElsaVersion = "3.8.2";

    private static readonly Feature[] Installed =
    [
        new("Elsa", "Workflows", "Workflows", "Definitions in Elsa's format, run by an engine of our own."),
        new("Elsa", "JavaScript", "JavaScript", "Expressions in JavaScript."),
        new("Elsa", "Liquid", "Liquid", "Expressions in Liquid."),
    ];

    private static readonly Feature Live = new("Elsa", "RealTimeWorkflowUpdates", "Live updates", "An open instance is updated when it goes on.");
    private static readonly Feature Alterations = new("Elsa", "Alterations", "Alterations", "Instances are retried, altered and cancelled, many at once.");

    public static void Map(IEndpointRouteBuilder api)
    {
        var hasLive = LiveUpdates.AreOn(api.ServiceProvider.GetRequiredService<IConfiguration>());
        api.MapGet("/features/installed", (ClaimsPrincipal user) => ElsaJson.List(For(user, hasLive))).Needs(Permissions.Read);
        api.MapGet("/features/installed/{fullName}", (string fullName, ClaimsPrincipal user) => Find(fullName, For(user, hasLive))).Needs(Permissions.Read);
        api.MapGet("/package/version", () => ElsaJson.Answer(new PackageVersion(ElsaVersion))).Needs(Permissions.Read);
    }

    /// <summary>What a caller may not use is not shown to them.</summary>
    private static IReadOnlyList<Feature> For(ClaimsPrincipal user, bool hasLive) =>
        [.. Installed, .. hasLive ? [Live] : Array.Empty<Feature>(), .. user.Has(Permissions.Operate) ? [Alterations] : Array.Empty<Feature>()];

    private static JsonHttpResult<Feature> Find(string fullName, IReadOnlyList<Feature> features) =>
        features.FirstOrDefault(feature => feature.FullName == fullName) is { } found
            ? ElsaJson.Answer(found)
            : throw ElsaRefusal.NotFound($"feature '{fullName}' here");
}
