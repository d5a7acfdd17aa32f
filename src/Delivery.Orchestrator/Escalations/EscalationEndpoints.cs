using System.Security.Claims;
using Delivery.Messaging.Persistence;
using Delivery.Orchestrator.Persistence;
using Delivery.ServiceDefaults.Authorization;
using Delivery.ServiceDefaults.Paging;
using Delivery.ServiceDefaults.Problems;
using Delivery.ServiceDefaults.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Delivery.Orchestrator.Escalations;

/// <summary>The operator's list of orders that wait for a decision.</summary>
internal static class EscalationEndpoints
{
    private const int MaxNoteLength = 500;

    public static void MapEscalations(this IEndpointRouteBuilder endpoints)
    {
        var group = endpoints.MapGroup("/ops/escalations")
            .RequireAuthorization(policy => policy.RequireRole(Roles.Operator))
            .WithTags("Escalations");
        group.MapGet("/", ListAsync)
            .WithName("ListEscalations")
            .WithSummary("Lists escalations, the oldest first: those in one state, or all.");
        group.MapPost("/{escalationId}/resolve", ResolveAsync)
            .WithName("ResolveEscalation")
            .WithSummary("Decides an open escalation: Continue, Replace or Cancel with refund.");
    }

    private static async Task<Ok<Page<EscalationView>>> ListAsync(
        string? state, [AsParameters] PageRequest page, OrchestratorDbContext db, CancellationToken cancellationToken)
    {
        var query = db.Escalations.AsNoTracking();
        if (ParseState(state) is { } wanted)
        {
            query = query.Where(escalation => escalation.State == wanted);
        }

        if (page.After() is { } after)
        {
            query = query.Where(escalation => string.Compare(escalation.Id, after) > 0);
        }

        var fetched = await query.OrderBy(escalation => escalation.Id).Take(page.Size() + 1).ToListAsync(cancellationToken);
        return TypedResults.Ok(page.ToPage([.. fetched.Select(EscalationView.Of)], view => view.EscalationId));
    }

    private static async Task<Ok<EscalationView>> ResolveAsync(
        string escalationId,
        ResolveEscalationRequest request,
        ClaimsPrincipal user,
        Transactions<OrchestratorDbContext> transactions,
        CancellationToken cancellationToken)
    {
        var resolution = request.Resolution ?? throw new ProblemException(
            OrchestratorProblems.ResolutionMissing, "Send a resolution: Continue, Replace or Cancel.");
        if (request.Note?.Length > MaxNoteLength || FreeText.HasControlCharacters(request.Note))
        {
            throw new ProblemException(
                OrchestratorProblems.InvalidNote, $"Send a note of up to {MaxNoteLength} characters, without control characters.");
        }

        var resolved = await transactions.RunAsync(
            async (transaction, token) =>
            {
                var orderId = await FindOrderAsync(transaction.Db, escalationId, token);
                var order = await transaction.Db.EscalationsOfAsync(orderId, token);
                transaction.Publish(order.Resolve(escalationId, resolution, request.Note, user.Subject(), transaction.Now));
                return order.Escalations.Single(escalation => escalation.Id == escalationId);
            },
            cancellationToken);
        return TypedResults.Ok(EscalationView.Of(resolved));
    }

    private static async Task<string> FindOrderAsync(OrchestratorDbContext db, string escalationId, CancellationToken cancellationToken) =>
        (Ids.IsPlausible(escalationId)
            ? await db.Escalations.Where(escalation => escalation.Id == escalationId)
                .Select(escalation => escalation.OrderId)
                .FirstOrDefaultAsync(cancellationToken)
            : null)
        ?? throw new ProblemException(
            OrchestratorProblems.EscalationNotFound, "Take the id from GET /ops/escalations; ids begin with esc_.");

    private static EscalationState? ParseState(string? state)
    {
        if (string.IsNullOrEmpty(state))
        {
            return null;
        }

        return Enum.TryParse<EscalationState>(state, ignoreCase: true, out var parsed) && Enum.IsDefined(parsed)
            ? parsed
            : throw new ProblemException(
                OrchestratorProblems.InvalidState, $"Send one of {string.Join(", ", Enum.GetNames<EscalationState>())}, or none for all.");
    }
}
