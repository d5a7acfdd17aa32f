using Delivery.Workflows.Api.Http;
using Delivery.Workflows.Runtime.Search;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Delivery.Workflows.Api.Instances;

/// <summary>What happened in an instance, line by line.</summary>
internal static class JournalEndpoints
{
    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapGet("/workflow-instances/{id}/journal", (string id, HttpRequest request, InstanceSearch search, CancellationToken cancellationToken) =>
            ListAsync(id, request.Query, JournalFilter.All, search, cancellationToken)).Needs(Permissions.Read);
        api.MapPost("/workflow-instances/{id}/journal", PostAsync).Needs(Permissions.Read);
    }

    private static async Task<IResult> PostAsync(string id, HttpRequest request, InstanceSearch search, CancellationToken cancellationToken)
    {
        var filter = JournalFilter.Of(await ElsaBody.ReadAsync(request, cancellationToken));
        return await ListAsync(id, request.Query, filter, search, cancellationToken);
    }

    private static async Task<IResult> ListAsync(
        string id, IQueryCollection query, JournalFilter filter, InstanceSearch search, CancellationToken cancellationToken)
    {
        var paging = query.ContainsKey("page") || query.ContainsKey("pageSize")
            ? ElsaPaging.ByPage(query.Text("page"), query.Text("pageSize"))
            : ElsaPaging.ByPosition(query.Text("skip"), query.Text("take"));
        var entries = (await search.ReadJournalAsync(id, cancellationToken)).Where(filter.Takes).ToList();
        return ElsaJson.Answer(new ElsaPage<JournalModel>([.. paging.Of(entries).Select(JournalModel.Of)], entries.Count));
    }
}
