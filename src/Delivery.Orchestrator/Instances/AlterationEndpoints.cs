using System.Security.Claims;
using Delivery.ServiceDefaults.Authorization;
using Delivery.ServiceDefaults.Paging;
using Delivery.ServiceDefaults.Problems;
using Delivery.ServiceDefaults.Text;
using Delivery.Workflows;
using Delivery.Workflows.Runtime.Alterations;
using Delivery.Workflows.Runtime.Instances;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Delivery.Orchestrator.Instances;

/// <summary>What an operator does to workflows: one instance at a time, or many by a plan.</summary>
internal static class AlterationEndpoints
{
    private const string Plans = "/ops/workflows/alterations";

    public static void MapAlterations(this IEndpointRouteBuilder endpoints)
    {
        var group = endpoints.MapGroup("/ops/workflows")
            .RequireAuthorization(policy => policy.RequireRole(Roles.Operator))
            .WithTags("Workflows");
        group.MapPost("/instances/{instanceId}/alterations", AlterAsync)
            .WithName("AlterWorkflowInstance")
            .WithSummary("Alters an instance, all or nothing: Migrate, ModifyVariable, ScheduleActivity, CancelActivity, Retry, ResolveUndo, Cancel.");
        group.MapPost("/instances/{instanceId}/migrate", MigrateAsync)
            .WithName("MigrateWorkflowInstance")
            .WithSummary("Moves an instance to another version of its definition; what has completed does not run again.");
        group.MapPost("/instances/{instanceId}/retry", RetryAsync)
            .WithName("RetryWorkflowInstance")
            .WithSummary("Runs what has faulted in an instance again, and its timers, messages and intents that were given up.");
        group.MapPost("/instances/{instanceId}/cancel", CancelAsync)
            .WithName("CancelWorkflowInstance")
            .WithSummary("Cancels an instance; one that has faulted too. What it did inside compensation scopes is undone first.");
        group.MapPost("/instances/{instanceId}/undos/{activityInstanceId}/resolve", ResolveUndoAsync)
            .WithName("ResolveWorkflowUndo")
            .WithSummary("Takes an undo that was given up for done, since somebody has seen to it.");
        group.MapDelete("/instances/{instanceId}", DeleteAsync)
            .WithName("DeleteWorkflowInstance")
            .WithSummary("Deletes an instance that does not run any more, with everything that it did.");
        group.MapPost("/alterations", SubmitAsync)
            .WithName("SubmitWorkflowAlterations")
            .WithSummary("Alters all instances that match a filter, one after the other; ask the plan how far it is.");
        group.MapPost("/alterations/dry-run", PreviewAsync)
            .WithName("PreviewWorkflowAlterations")
            .WithSummary("Lists the instances that a filter matches.");
        group.MapGet("/alterations/{planId}", GetPlanAsync)
            .WithName("GetWorkflowAlterations")
            .WithSummary("Shows how far a plan is.");
        group.MapGet("/alterations/{planId}/jobs", ListJobsAsync)
            .WithName("ListWorkflowAlterationJobs")
            .WithSummary("Lists what has become of a plan's instances, by id.");
    }

    private static async Task<Ok<AlterationResult>> AlterAsync(
        string instanceId, AlterationsRequest request, ClaimsPrincipal user, WorkflowAlterations alterations, WorkflowInstances instances, CancellationToken cancellationToken) =>
        await RunAsync(instanceId, request.ToOrder(user), alterations, instances, cancellationToken);

    private static async Task<Ok<AlterationResult>> MigrateAsync(
        string instanceId, MigrateRequest request, ClaimsPrincipal user, WorkflowAlterations alterations, WorkflowInstances instances, CancellationToken cancellationToken) =>
        await RunAsync(instanceId, Orders.Of(user, request.Note, new MigrateInstance(request.TargetVersion)), alterations, instances, cancellationToken);

    private static async Task<Ok<AlterationResult>> CancelAsync(
        string instanceId, CancelRequest request, ClaimsPrincipal user, WorkflowAlterations alterations, WorkflowInstances instances, CancellationToken cancellationToken) =>
        await RunAsync(instanceId, Orders.Of(user, request.Reason, new CancelInstance(request.Reason)), alterations, instances, cancellationToken);

    private static async Task<Ok<AlterationResult>> ResolveUndoAsync(
        string instanceId, string activityInstanceId, ResolveUndoRequest request, ClaimsPrincipal user, WorkflowAlterations alterations, WorkflowInstances instances, CancellationToken cancellationToken) =>
        await RunAsync(instanceId, Orders.Of(user, request.Note, new ResolveUndo(activityInstanceId)), alterations, instances, cancellationToken);

    private static async Task<Ok<RetryResult>> RetryAsync(
        string instanceId, ClaimsPrincipal user, WorkflowInstances instances, CancellationToken cancellationToken)
    {
        var count = await instances.RetryAsync(Known(instanceId), user.Subject(), cancellationToken);
        return TypedResults.Ok(new RetryResult(count, await FindAsync(instances, instanceId, cancellationToken)));
    }

    private static async Task<NoContent> DeleteAsync(string instanceId, WorkflowInstances instances, CancellationToken cancellationToken)
    {
        await instances.DeleteAsync(Known(instanceId), cancellationToken);
        return TypedResults.NoContent();
    }

    private static async Task<Accepted<AlterationPlan>> SubmitAsync(
        AlterationPlanRequest request, ClaimsPrincipal user, WorkflowAlterations alterations, CancellationToken cancellationToken)
    {
        var planId = await alterations.SubmitAsync(request.PlanId(), request.ToOrder(user), request.ToFilter(), cancellationToken);
        return TypedResults.Accepted($"{Plans}/{planId}", await alterations.FindAsync(planId, cancellationToken));
    }

    private static async Task<Ok<Page<string>>> PreviewAsync(
        AlterationPlanRequest request, [AsParameters] PageRequest page, WorkflowAlterations alterations, CancellationToken cancellationToken) =>
        TypedResults.Ok(await alterations.PreviewAsync(request.ToFilter(), page, cancellationToken));

    private static async Task<Ok<AlterationPlan>> GetPlanAsync(string planId, WorkflowAlterations alterations, CancellationToken cancellationToken) =>
        TypedResults.Ok(await PlanAsync(alterations, planId, cancellationToken));

    private static async Task<Ok<Page<AlterationJob>>> ListJobsAsync(
        string planId, string? status, [AsParameters] PageRequest page, WorkflowAlterations alterations, CancellationToken cancellationToken)
    {
        await PlanAsync(alterations, planId, cancellationToken);
        AlterationJobStatus? wanted = string.IsNullOrEmpty(status) ? null
            : Enum.TryParse<AlterationJobStatus>(status, ignoreCase: true, out var parsed) && Enum.IsDefined(parsed) ? parsed
            : throw new ProblemException(
                OrchestratorProblems.InvalidFilter, $"Send one of {string.Join(", ", Enum.GetNames<AlterationJobStatus>())} as status, or none for all.");
        return TypedResults.Ok(await alterations.ListJobsAsync(planId, wanted, page, cancellationToken));
    }

    private static async Task<Ok<AlterationResult>> RunAsync(
        string instanceId, AlterationOrder order, WorkflowAlterations alterations, WorkflowInstances instances, CancellationToken cancellationToken)
    {
        var applied = await alterations.RunAsync(Known(instanceId), order, cancellationToken);
        return TypedResults.Ok(new AlterationResult(applied, await FindAsync(instances, instanceId, cancellationToken)));
    }

    private static async Task<AlterationPlan> PlanAsync(WorkflowAlterations alterations, string planId, CancellationToken cancellationToken) =>
        (Ids.IsPlausible(planId) ? await alterations.FindAsync(planId, cancellationToken) : null)
        ?? throw new ProblemException(OrchestratorProblems.PlanNotFound, "Take the id from the answer to POST /ops/workflows/alterations; ids begin with pln_.");

    private static async Task<InstanceSummary> FindAsync(WorkflowInstances instances, string instanceId, CancellationToken cancellationToken) =>
        await instances.FindAsync(instanceId, cancellationToken) ?? throw NotFound();

    private static string Known(string instanceId) => Ids.IsPlausible(instanceId) ? instanceId : throw NotFound();

    private static ProblemException NotFound() => new(
        OrchestratorProblems.InstanceNotFound, "Take the id from GET /ops/workflows/instances; ids begin with wfi_.");
}
