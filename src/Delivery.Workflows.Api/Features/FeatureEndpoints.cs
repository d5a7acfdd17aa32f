using Delivery.Workflows.Api.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

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

    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapGet("/features/installed", () => ElsaJson.List(Installed)).Needs(Permissions.Read);
        api.MapGet("/features/installed/{fullName}", Find).Needs(Permissions.Read);
        api.MapGet("/package/version", () => ElsaJson.Answer(new PackageVersion(ElsaVersion))).Needs(Permissions.Read);
    }

    private static JsonHttpResult<Feature> Find(string fullName) =>
        Installed.FirstOrDefault(feature => feature.FullName == fullName) is { } found
            ? ElsaJson.Answer(found)
            : throw ElsaRefusal.NotFound($"feature '{fullName}' here");
}
