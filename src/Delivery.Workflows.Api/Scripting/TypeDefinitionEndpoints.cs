using System.Text;
using Delivery.Workflows.Api.Http;
using Delivery.Workflows.Runtime.Definitions;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Delivery.Workflows.Api.Scripting;

/// <summary>What the code editor completes.</summary>
internal static class TypeDefinitionEndpoints
{
    public static void Map(IEndpointRouteBuilder api) =>
        api.MapPost("/scripting/javascript/type-definitions/{definitionId}", GetAsync).Needs(Permissions.Read);

    private static async Task<IResult> GetAsync(
        string definitionId, HttpRequest request, WorkflowDefinitions definitions, ActivityCatalog catalog, CancellationToken cancellationToken)
    {
        var body = await ElsaBody.ReadAsync(request, cancellationToken);
        var version = await definitions.FindAsync(definitionId, VersionSelector.Latest, cancellationToken)
            ?? throw new ElsaRefusal($"There is no workflow '{definitionId}'.");
        var text = ScriptTypes.Of(WorkflowDefinition.Parse(version.Source), catalog, body.Text("activityTypeName"), body.Text("propertyName"));
        return TypedResults.File(Encoding.UTF8.GetBytes(text), "application/x-typescript", $"elsa.{definitionId}.d.ts");
    }
}
