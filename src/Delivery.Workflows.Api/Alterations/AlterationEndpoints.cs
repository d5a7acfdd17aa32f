using System.Security.Claims;
using System.Text.Json.Nodes;
using Delivery.ServiceDefaults.Authorization;
using Delivery.ServiceDefaults.Paging;
using Delivery.ServiceDefaults.Problems;
using Delivery.Workflows.Api.Http;
using Delivery.Workflows.Runtime.Alterations;
using Delivery.Workflows.Runtime.Instances;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Delivery.Workflows.Api.Alterations;

/// <summary>Alters instances: those named at once, those that a filter finds by a plan.</summary>
internal static class AlterationEndpoints
{
    private const int PageSize = 200;

    public static void Map(IEndpointRouteBuilder api)
    {
        var alterations = api.MapGroup("/alterations").Needs(Permissions.Operate);
        alterations.MapPost("/dry-run", PreviewAsync);
        alterations.MapPost("/submit", SubmitAsync);
        alterations.MapPost("/run", RunAsync);
        alterations.MapPost("/workflows/retry", RetryAsync);
        alterations.MapGet("/{id}", GetAsync);
    }

    private static async Task<IResult> PreviewAsync(HttpRequest request, WorkflowAlterations alterations, CancellationToken cancellationToken)
    {
        var filter = AlterationFilterReader.Read(await ElsaBody.ReadAsync(request, cancellationToken));
        var ids = await AllAsync(page => alterations.PreviewAsync(filter, page, cancellationToken));
        return ElsaJson.Answer(new JsonObject { ["workflowInstanceIds"] = new JsonArray([.. ids.Select(id => JsonValue.Create(id))]) });
    }

    private static async Task<IResult> SubmitAsync(
        HttpRequest request, ClaimsPrincipal user, WorkflowAlterations alterations, CancellationToken cancellationToken)
    {
        var body = await ElsaBody.ReadAsync(request, cancellationToken);
        var filter = AlterationFilterReader.Read((body["filter"] as JsonObject)?.InAnyCase() ?? throw new ElsaRefusal("The body needs a 'filter': which instances are meant."));
        var planId = await alterations.SubmitAsync(ElsaValues.Blank(body.Text("id")), Order(body, user), filter, cancellationToken);
        return ElsaJson.Answer(new JsonObject { ["planId"] = planId });
    }

    private static async Task<IResult> RunAsync(
        HttpRequest request, ClaimsPrincipal user, WorkflowAlterations alterations, TimeProvider timeProvider, CancellationToken cancellationToken)
    {
        var body = await ElsaBody.ReadAsync(request, cancellationToken);
        var order = Order(body, user);
        return await EachAsync(
            body,
            async id => await alterations.RunAsync(id, order, cancellationToken)
                ? $"{string.Join(", ", order.Alterations.Select(alteration => alteration.Type))} succeeded"
                : "Nothing was to be done",
            timeProvider);
    }

    private static async Task<IResult> RetryAsync(
        HttpRequest request, ClaimsPrincipal user, WorkflowInstances instances, TimeProvider timeProvider, CancellationToken cancellationToken)
    {
        var body = await ElsaBody.ReadAsync(request, cancellationToken);
        return await EachAsync(body, async id => $"Retried {await instances.RetryAsync(id, user.Subject(), cancellationToken)}", timeProvider);
    }

    private static async Task<IResult> GetAsync(string id, WorkflowAlterations alterations, CancellationToken cancellationToken)
    {
        var plan = await alterations.FindAsync(id, cancellationToken) ?? throw ElsaRefusal.NotFound($"plan '{id}'");
        var jobs = await AllAsync(page => alterations.ListJobsAsync(id, status: null, page, cancellationToken));
        return ElsaJson.Answer(new PlanModel(plan, [.. jobs.Select(job => new JobModel(id, job.InstanceId, job.Status, job.Message, job.CompletedAt))]));
    }

    /// <summary>Each on its own: what is refused for one is done for the others, and said in its log.</summary>
    private static async Task<IResult> EachAsync(JsonObject body, Func<string, Task<string>> change, TimeProvider timeProvider)
    {
        var results = new List<AlterationResultModel>();
        foreach (var id in body.Texts("workflowInstanceIds"))
        {
            try
            {
                results.Add(AlterationResultModel.Of(id, await change(id), isSuccessful: true, timeProvider.GetUtcNow()));
            }
            catch (ProblemException problem)
            {
                results.Add(AlterationResultModel.Of(id, problem.Message, isSuccessful: false, timeProvider.GetUtcNow()));
            }
        }

        return ElsaJson.Answer(new AlterationResultsModel(results));
    }

    private static AlterationOrder Order(JsonObject body, ClaimsPrincipal user)
    {
        try
        {
            return new AlterationOrder
            {
                Alterations = body["alterations"] is JsonArray { Count: > 0 } items
                    ? [.. items.Select(item => Alteration.Parse(item as JsonObject ?? throw new ElsaRefusal("An alteration is an object with a 'type'.")))]
                    : throw new ElsaRefusal("The body needs 'alterations': what is to be done."),
                By = user.Subject(),
            };
        }
        catch (AlterationException exception)
        {
            throw new ElsaRefusal(exception.Message);
        }
    }

    private static async Task<List<TItem>> AllAsync<TItem>(Func<PageRequest, Task<Page<TItem>>> read)
    {
        var items = new List<TItem>();
        var page = new PageRequest(null, PageSize);
        while (true)
        {
            var part = await read(page);
            items.AddRange(part.Items);
            if (part.NextCursor is null)
            {
                return items;
            }

            page = new PageRequest(part.NextCursor, PageSize);
        }
    }
}
