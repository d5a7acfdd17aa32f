using System.Security.Claims;
using Delivery.ServiceDefaults.Authorization;
using Delivery.ServiceDefaults.Paging;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Delivery.Messaging.DeadLetters;

/// <summary>The operators' routes to dead letters.</summary>
public static class DeadLetterEndpoints
{
    /// <summary>Maps <c>/ops/dead-letters/{module}</c> for all modules that this process hosts. Call it once per process.</summary>
    public static void MapDeadLetters(this IEndpointRouteBuilder endpoints)
    {
        var group = endpoints.MapGroup("/ops/dead-letters/{module}")
            .RequireAuthorization(policy => policy.RequireRole(Roles.Operator))
            .WithTags("Dead letters");
        group.MapGet("/", ListAsync)
            .WithName("ListDeadLetters")
            .WithSummary("Messages that the module could not handle, the latest first; the open ones unless 'state' says otherwise.");
        group.MapGet("/{id:guid}", FindAsync)
            .WithName("GetDeadLetter")
            .WithSummary("One of them, with its body and error.");
        group.MapPost("/{id:guid}/replay", ReplayAsync)
            .WithName("ReplayDeadLetter")
            .WithSummary("Gives the message to the module again, and to nobody else.");
        group.MapPost("/{id:guid}/discard", DiscardAsync)
            .WithName("DiscardDeadLetter")
            .WithSummary("Gives the message up.");
    }

    private static async Task<Ok<Page<DeadLetterView>>> ListAsync(
        string module, string? state, [AsParameters] PageRequest page, HttpContext context) =>
        TypedResults.Ok(await Desk(context, module).ListAsync(StateOf(state), page, context.RequestAborted));

    private static async Task<Ok<DeadLetterView>> FindAsync(string module, Guid id, HttpContext context) =>
        TypedResults.Ok(await Desk(context, module).FindAsync(id, context.RequestAborted));

    private static async Task<Ok<DeadLetterView>> ReplayAsync(string module, Guid id, ClaimsPrincipal user, HttpContext context) =>
        TypedResults.Ok(await Desk(context, module).ReplayAsync(id, user.Subject(), context.RequestAborted));

    private static async Task<Ok<DeadLetterView>> DiscardAsync(string module, Guid id, ClaimsPrincipal user, HttpContext context) =>
        TypedResults.Ok(await Desk(context, module).DiscardAsync(id, user.Subject(), context.RequestAborted));

    private static DeadLetterDesk Desk(HttpContext context, string module) =>
        context.RequestServices.GetServices<DeadLetterDesk>().FirstOrDefault(desk => desk.Module == module)
        ?? throw DeadLetterProblems.UnknownModule(module);

    private static DeadLetterState StateOf(string? state)
    {
        if (state is null)
        {
            return DeadLetterState.Open;
        }

        return Enum.TryParse<DeadLetterState>(state, ignoreCase: true, out var known) && Enum.IsDefined(known)
            ? known
            : throw DeadLetterProblems.InvalidState(state);
    }
}
