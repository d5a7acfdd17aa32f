using System.Security.Claims;
using System.Text.Json.Nodes;
using Delivery.ServiceDefaults.Authorization;
using Delivery.ServiceDefaults.Problems;
using Delivery.Workflows.Api.Definitions;
using Delivery.Workflows.Api.Http;
using Delivery.Workflows.Api.Running;
using Delivery.Workflows.Runtime;
using Delivery.Workflows.Runtime.Instances;
using Delivery.Workflows.Runtime.Search;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Delivery.Workflows.Api.Instances;

/// <summary>Cancels and deletes instances.</summary>
internal static class InstanceWriteEndpoints
{
    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapPost("/cancel/workflow-instances/{id}", CancelAsync).Needs(Permissions.Run);
        api.MapPost("/bulk-actions/cancel/workflow-instances", CancelManyAsync).Needs(Permissions.Run);
        api.MapDelete("/workflow-instances/{id}", DeleteAsync).Needs(Permissions.Run);
        api.MapPost("/bulk-actions/delete/workflow-instances/by-id", DeleteManyAsync).Needs(Permissions.Run);
    }

    private static async Task<IResult> CancelAsync(
        string id, ClaimsPrincipal user, WorkflowInstances instances, OrderFlows orderFlows, CancellationToken cancellationToken)
    {
        await InstanceEndpoints.FindAsync(id, instances, cancellationToken);
        await orderFlows.CheckInstancesAsync(user, [id], cancellationToken);
        await instances.CancelAsync(id, Reason(user), cancellationToken);
        return TypedResults.Ok();
    }

    /// <summary>Those named, or all that run of a version or of some versions of a definition. What has ended meanwhile does not count; of what the caller may not end the answer says so.</summary>
    private static async Task<IResult> CancelManyAsync(
        HttpRequest request,
        ClaimsPrincipal user,
        WorkflowInstances instances,
        OrderFlows orderFlows,
        InstanceSearch search,
        DefinitionSearch definitions,
        CancellationToken cancellationToken)
    {
        var found = await FindRunningAsync(await ElsaBody.ReadAsync(request, cancellationToken), instances, search, definitions, cancellationToken);
        var cancelled = 0;
        var answer = new JsonObject { ["cancelled"] = cancelled };
        foreach (var instance in found)
        {
            try
            {
                await orderFlows.CheckInstancesAsync(user, [instance.Id], cancellationToken);
                await instances.CancelAsync(instance.Id, Reason(user), cancellationToken);
                answer["cancelled"] = ++cancelled;
            }
            catch (ProblemException problem) when (problem.Type == WorkflowProblems.InstanceFinished || problem.Type == WorkflowProblems.InstanceNotFound)
            {
                // Over is over.
            }
            catch (Exception refusal) when (refusal is ProblemException or ElsaRefusal)
            {
                BulkReasons.Add(answer, instance.Id, refusal);
            }
        }

        return ElsaJson.Answer(answer);
    }

    private static async Task<IResult> DeleteAsync(
        string id, ClaimsPrincipal user, WorkflowInstances instances, OrderFlows orderFlows, CancellationToken cancellationToken)
    {
        await InstanceEndpoints.FindAsync(id, instances, cancellationToken);
        await orderFlows.CheckInstancesAsync(user, [id], cancellationToken);
        await instances.DeleteAsync(id, cancellationToken);
        return TypedResults.NoContent();
    }

    /// <summary>Those that have ended and that the caller may delete. Of the others the answer says why not.</summary>
    private static async Task<IResult> DeleteManyAsync(
        HttpRequest request, ClaimsPrincipal user, WorkflowInstances instances, OrderFlows orderFlows, CancellationToken cancellationToken)
    {
        List<string> ids = [.. (await ElsaBody.ReadAsync(request, cancellationToken)).Texts("ids").Distinct()];
        var deleted = 0;
        var answer = new JsonObject { ["deleted"] = deleted };
        foreach (var id in ids)
        {
            try
            {
                await orderFlows.CheckInstancesAsync(user, [id], cancellationToken);
                await instances.DeleteAsync(id, cancellationToken);
                answer["deleted"] = ++deleted;
            }
            catch (ProblemException problem) when (problem.Type == WorkflowProblems.InstanceNotFound)
            {
                // Gone is gone.
            }
            catch (Exception refusal) when (refusal is ProblemException or ElsaRefusal)
            {
                BulkReasons.Add(answer, id, refusal);
            }
        }

        return ElsaJson.Answer(answer);
    }

    private static async Task<IReadOnlyList<InstanceSummary>> FindRunningAsync(
        JsonObject body, WorkflowInstances instances, InstanceSearch search, DefinitionSearch definitions, CancellationToken cancellationToken)
    {
        var versionIds = new HashSet<string>(StringComparer.Ordinal);
        if (body.Text("definitionVersionId") is { Length: > 0 } versionId)
        {
            versionIds.Add(versionId);
        }

        if (body.Text("definitionId") is { Length: > 0 } definitionId)
        {
            var query = VersionOptions.Apply(
                new DefinitionQuery { DefinitionIds = [definitionId] },
                ElsaValues.Blank(body.Text("versionOptions")) ?? throw new ElsaRefusal("'definitionId' needs 'versionOptions' beside it."),
                VersionSet.All);
            versionIds.UnionWith((await definitions.ReadAsync(query, cancellationToken)).Select(version => version.Id));
        }

        var found = new List<InstanceSummary>();
        foreach (var id in body.Texts("ids"))
        {
            if (await instances.FindAsync(id, cancellationToken) is { Status: WorkflowStatus.Running } instance)
            {
                found.Add(instance);
            }
        }

        if (versionIds.Count > 0)
        {
            var running = await search.ListAsync(
                new InstanceQuery { VersionIds = [.. versionIds], Statuses = [WorkflowStatus.Running] }, cancellationToken);
            found.AddRange(running.Items);
        }

        return [.. found.DistinctBy(instance => instance.Id)];
    }

    private static string Reason(ClaimsPrincipal user) => $"Cancelled by {user.Subject()} in the Studio.";
}
