using Delivery.ServiceDefaults.Authorization;
using Delivery.ServiceDefaults.Paging;
using Delivery.ServiceDefaults.Problems;
using Delivery.ServiceDefaults.Text;
using Delivery.Workflows;
using Delivery.Workflows.Runtime.Instances;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Delivery.Orchestrator.Instances;

/// <summary>What an operator sees of the workflows: where they stand, what they did, what went wrong in them.</summary>
internal static class InstanceEndpoints
{
    public static void MapInstances(this IEndpointRouteBuilder endpoints)
    {
        var group = endpoints.MapGroup("/ops/workflows")
            .RequireAuthorization(policy => policy.RequireRole(Roles.Operator))
            .WithTags("Workflows");
        group.MapGet("/instances", ListAsync)
            .WithName("ListWorkflowInstances")
            .WithSummary("Lists workflow instances, the newest first, by order, definition, status or whether something went wrong.");
        group.MapGet("/instances/{instanceId}", GetAsync)
            .WithName("GetWorkflowInstance")
            .WithSummary("Shows where an instance stands and what it waits for.");
        group.MapGet("/instances/{instanceId}/journal", JournalAsync)
            .WithName("ReadWorkflowJournal")
            .WithSummary("Reads what an instance did, from its beginning.");
        group.MapGet("/incidents", IncidentsAsync)
            .WithName("ListWorkflowIncidents")
            .WithSummary("Lists what went wrong inside workflows, the newest first.");
    }

    private static async Task<Ok<Page<InstanceSummary>>> ListAsync(
        [AsParameters] InstanceQuery query,
        [AsParameters] PageRequest page,
        WorkflowInstances instances,
        CancellationToken cancellationToken) =>
        TypedResults.Ok(await instances.ListAsync(query.ToFilter(), page, cancellationToken));

    private static async Task<Ok<InstanceView>> GetAsync(
        string instanceId, WorkflowInstances instances, CancellationToken cancellationToken)
    {
        var summary = await FindAsync(instances, instanceId, cancellationToken);
        var state = await instances.FindStateAsync(instanceId, cancellationToken);
        return TypedResults.Ok(new InstanceView(
            summary,
            [.. (state?.Bookmarks ?? []).Select(WaitView.Of)],
            [.. (state?.Incidents ?? []).Select(incident => new IncidentView(incident.ActivityId, incident.ActivityInstanceId, incident.ActivityType, incident.Message, incident.Timestamp))]));
    }

    private static async Task<Ok<Page<JournalEntry>>> JournalAsync(
        string instanceId, [AsParameters] PageRequest page, WorkflowInstances instances, CancellationToken cancellationToken)
    {
        await FindAsync(instances, instanceId, cancellationToken);
        return TypedResults.Ok(await instances.ReadJournalAsync(instanceId, page, cancellationToken));
    }

    private static async Task<Ok<Page<IncidentSummary>>> IncidentsAsync(
        string? instanceId, [AsParameters] PageRequest page, WorkflowInstances instances, CancellationToken cancellationToken)
    {
        if (instanceId is not null)
        {
            await FindAsync(instances, instanceId, cancellationToken);
        }

        return TypedResults.Ok(await instances.ListIncidentsAsync(instanceId, page, cancellationToken));
    }

    private static async Task<InstanceSummary> FindAsync(
        WorkflowInstances instances, string instanceId, CancellationToken cancellationToken) =>
        (Ids.IsPlausible(instanceId) ? await instances.FindAsync(instanceId, cancellationToken) : null)
        ?? throw new ProblemException(
            OrchestratorProblems.InstanceNotFound, "Take the id from GET /ops/workflows/instances; ids begin with wfi_.");
}
