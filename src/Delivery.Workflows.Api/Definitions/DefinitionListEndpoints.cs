using System.Security.Claims;
using Delivery.Workflows.Api.Http;
using Delivery.Workflows.Runtime.Search;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Delivery.Workflows.Api.Definitions;

/// <summary>Lists of definitions.</summary>
internal static class DefinitionListEndpoints
{
    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapGet("/workflow-definitions", ListAsync).Needs(Permissions.Read);
        api.MapGet("/workflow-definitions/query/count", CountAsync).Needs(Permissions.Read);
        api.MapGet("/workflow-definitions/validation/is-name-unique", IsNameUniqueAsync).Needs(Permissions.Read);
    }

    private static async Task<IResult> ListAsync(
        HttpRequest request, ClaimsPrincipal user, DefinitionSearch definitions, CancellationToken cancellationToken)
    {
        var query = request.Query;
        var mayEdit = user.Has(Permissions.Edit);
        var found = ElsaValues.Flag(query.Text("isSystem"), "isSystem") == true
            ? new Found<FoundVersion>([], 0)
            : await definitions.ListAsync(Read(query), cancellationToken);
        return ElsaJson.Answer(new ElsaPage<DefinitionSummaryModel>(
            [.. found.Items.Select(version => DefinitionSummaryModel.Of(version, mayEdit))], found.Total, DefinitionLinks.OfList(mayEdit)));
    }

    private static DefinitionQuery Read(IQueryCollection query)
    {
        var order = ElsaValues.Choice<DefinitionOrder>(query.Text("orderBy")) ?? DefinitionOrder.Name;
        var direction = ElsaValues.Choice<OrderDirection>(query.Text("orderDirection"))
            ?? (order == DefinitionOrder.Name ? OrderDirection.Ascending : OrderDirection.Descending);
        // The Studio fills its pickers and filters with lists that it does not page.
        var paging = ElsaPaging.ByPage(query.Text("page"), query.Text("pageSize"), otherwise: ElsaPaging.Most);
        return VersionOptions.Apply(
            new DefinitionQuery
            {
                DefinitionIds = query.Texts("definitionIds"),
                VersionIds = query.Texts("ids"),
                Text = query.Text("searchTerm"),
                Order = order,
                Descending = direction == OrderDirection.Descending,
                Skip = paging.Skip,
                Take = paging.Take,
            },
            query.Text("versionOptions"),
            VersionSet.All);
    }

    private static async Task<IResult> CountAsync(DefinitionSearch definitions, CancellationToken cancellationToken) =>
        ElsaJson.Answer(new CountModel(await definitions.CountAsync(cancellationToken)));

    private static async Task<IResult> IsNameUniqueAsync(HttpRequest request, DefinitionSearch definitions, CancellationToken cancellationToken) =>
        ElsaJson.Answer(new NameModel(
            await definitions.IsNameFreeAsync(request.Query.Text("name") ?? "", request.Query.Text("definitionId"), cancellationToken)));
}
