using System.Text.Json.Nodes;
using Delivery.Workflows.Api.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Delivery.Workflows.Api.Descriptors;

/// <summary>The activity types.</summary>
internal static class ActivityDescriptorEndpoints
{
    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapGet("/descriptors/activities", ListAsync).Needs(Permissions.Read);
        api.MapGet("/descriptors/activities/{typeName}", FindAsync).Needs(Permissions.Read);
        api.MapPost("/descriptors/activities/{typeName}/options/{propertyName}", OptionsAsync).Needs(Permissions.Read);
    }

    private static async Task<IResult> ListAsync(ActivityModels models, CancellationToken cancellationToken) =>
        ElsaJson.List(await models.ListAsync(cancellationToken));

    private static async Task<IResult> FindAsync(string typeName, HttpRequest request, ActivityModels models, CancellationToken cancellationToken) =>
        ElsaJson.Answer(await LatestAsync(typeName, ElsaValues.Number(request.Query.Text("version"), "version", 1), models, cancellationToken));

    /// <summary>Asked for while somebody edits an input whose choices depend on others; ours never do.</summary>
    private static async Task<IResult> OptionsAsync(
        string typeName, string propertyName, ActivityModels models, CancellationToken cancellationToken)
    {
        var activity = await LatestAsync(typeName, null, models, cancellationToken);
        var input = activity.Inputs.FirstOrDefault(input => string.Equals(input.Name, propertyName, StringComparison.OrdinalIgnoreCase))
            ?? throw ElsaRefusal.NotFound($"input '{propertyName}' of '{typeName}'");
        return ElsaJson.Answer(new JsonObject { ["items"] = input.UISpecifications.DeepClone() });
    }

    private static async Task<ActivityModel> LatestAsync(string typeName, int? version, ActivityModels models, CancellationToken cancellationToken) =>
        (await models.ListAsync(cancellationToken))
            .Where(model => model.TypeName == typeName && (version is null || model.Version == version))
            .MaxBy(model => model.Version)
            ?? throw ElsaRefusal.NotFound($"activity type '{typeName}'");
}
