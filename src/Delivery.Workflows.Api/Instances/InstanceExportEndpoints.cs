using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Delivery.Workflows.Api.Executions;
using Delivery.Workflows.Api.Http;
using Delivery.Workflows.Runtime.Instances;
using Delivery.Workflows.Runtime.Search;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Delivery.Workflows.Api.Instances;

/// <summary>Instances as files, for looking at them elsewhere.</summary>
internal static class InstanceExportEndpoints
{
    /// <summary>As many as the Studio shows on its longest page: whole states and journals are in memory until the archive is sent.</summary>
    private const int MostAtOnce = 100;

    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapGet("/workflow-instances/{id}/export", ExportAsync).Needs(Permissions.Read);
        api.MapPost("/bulk-actions/export/workflow-instances", ExportManyAsync).Needs(Permissions.Read);
    }

    private static async Task<IResult> ExportAsync(string id, HttpRequest request, WorkflowInstances instances, InstanceSearch search, CancellationToken cancellationToken)
    {
        var wanted = new JsonObject();
        foreach (var (name, value) in request.Query)
        {
            wanted[name] = bool.TryParse(value.ToString(), out var flag) && flag;
        }

        return File(id, await ReadAsync(id, wanted, instances, search, cancellationToken));
    }

    private static async Task<IResult> ExportManyAsync(HttpRequest request, WorkflowInstances instances, InstanceSearch search, CancellationToken cancellationToken)
    {
        var body = await ElsaBody.ReadAsync(request, cancellationToken);
        var ids = body.Texts("ids").Distinct().ToList();
        if (ids.Count > MostAtOnce)
        {
            throw new ElsaRefusal($"At most {MostAtOnce} instances are exported at once, not {ids.Count}: choose fewer.");
        }

        var files = new List<(string Id, byte[] Content)>();
        foreach (var id in ids)
        {
            files.Add((id, await ReadAsync(id, body, instances, search, cancellationToken)));
        }

        return files switch
        {
            [] => TypedResults.NoContent(),
            [var only] => File(only.Id, only.Content),
            _ => TypedResults.File(Archive.Of(files.Select(file => (FileName(file.Id), file.Content))), Archive.ContentType, "workflow-instances.zip"),
        };
    }

    private static async Task<byte[]> ReadAsync(string id, JsonObject wanted, WorkflowInstances instances, InstanceSearch search, CancellationToken cancellationToken)
    {
        var state = await instances.FindStateAsync(id, cancellationToken) ?? throw ElsaRefusal.NotFound($"workflow instance '{id}'");
        var records = await instances.ListActivitiesAsync(id, cancellationToken);
        var file = new JsonObject { ["WorkflowState"] = StateModel.Of(state, records) };
        if (Wants(wanted, "includeBookmarks"))
        {
            file["Bookmarks"] = file["WorkflowState"]!["bookmarks"]?.DeepClone() ?? new JsonArray();
        }

        if (Wants(wanted, "includeActivityExecutionLog"))
        {
            file["ActivityExecutionRecords"] = ToJson(records.Select(record => ExecutionModel.Of(id, record)));
        }

        if (Wants(wanted, "includeWorkflowExecutionLog"))
        {
            file["WorkflowExecutionLogRecords"] = ToJson((await search.ReadJournalAsync(id, cancellationToken)).Select(JournalModel.Of));
        }

        return Encoding.UTF8.GetBytes(file.ToJsonString(ElsaJson.Options));
    }

    private static bool Wants(JsonObject wanted, string part) =>
        wanted.FirstOrDefault(member => string.Equals(member.Key, part, StringComparison.OrdinalIgnoreCase)).Value?.GetValueKind() == JsonValueKind.True;

    private static JsonNode? ToJson<TValue>(TValue value) => JsonSerializer.SerializeToNode(value, ElsaJson.Options);

    private static FileContentHttpResult File(string id, byte[] content) => TypedResults.File(content, "application/octet-stream", FileName(id));

    private static string FileName(string id) => $"workflow-instance-{id}.json";
}
