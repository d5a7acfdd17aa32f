using System.Security.Claims;
using Delivery.Contracts;
using Delivery.Messaging.Persistence;
using Delivery.ServiceDefaults.Authorization;
using Delivery.ServiceDefaults.Paging;
using Delivery.ServiceDefaults.Problems;
using Delivery.ServiceDefaults.Text;
using Delivery.Stores.Catalog;
using Delivery.Stores.Persistence;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Delivery.Stores.Tickets;

/// <summary>The kitchen's screen and its buttons.</summary>
internal static class TicketEndpoints
{
    private const int MaxReasonLength = 500;

    public static void MapTickets(this IEndpointRouteBuilder endpoints)
    {
        var tickets = endpoints.MapGroup("/api/stores/{storeId}/tickets").WithTags("Tickets")
            .RequireAuthorization(policy => policy.RequireRole(Roles.Owner))
            .ProducesProblem(StatusCodes.Status403Forbidden)
            .ProducesProblem(StatusCodes.Status404NotFound);
        tickets.MapGet("/", GetTicketsAsync)
            .WithName("GetTickets").WithSummary("The store's tickets, oldest order first; all of them, or those in the given states.");
        MapAction(tickets, "accept", (ticket, now) => ticket.Accept(now))
            .WithName("AcceptTicket").WithSummary("The store will cook the order.");
        MapAction(tickets, "start-cooking", (ticket, now) => ticket.StartCooking(now))
            .WithName("StartCooking").WithSummary("The store cooks; the customer cannot cancel any more.");
        MapAction(tickets, "finish-cooking", (ticket, now) => ticket.FinishCooking(now))
            .WithName("FinishCooking").WithSummary("The dish is ready for the rider.");
        tickets.MapPost("/{orderId}/reject", RejectAsync)
            .WithName("RejectTicket").WithSummary("The store will not cook the order.")
            .ProducesProblem(StatusCodes.Status409Conflict);
    }

    private static async Task<Ok<Page<TicketView>>> GetTicketsAsync(
        string storeId,
        ClaimsPrincipal user,
        StoresDbContext db,
        TicketState[]? state,
        [AsParameters] PageRequest page,
        CancellationToken cancellationToken)
    {
        var (orderId, round) = TicketCursor.Of(page);
        await db.RequireOwnerAsync(storeId, user.Subject(), cancellationToken);
        var tickets = db.Tickets.AsNoTracking().Where(ticket => ticket.StoreId == storeId);
        if (state is { Length: > 0 })
        {
            tickets = tickets.Where(ticket => state.Contains(ticket.State));
        }

        var rows = await tickets
            .Where(ticket => string.Compare(ticket.OrderId, orderId) > 0 || (ticket.OrderId == orderId && ticket.Round > round))
            .OrderBy(ticket => ticket.OrderId)
            .ThenBy(ticket => ticket.Round)
            .Take(page.Size() + 1)
            .ToListAsync(cancellationToken);
        return TypedResults.Ok(page.ToPage([.. rows.Select(TicketView.Of)], TicketCursor.KeyOf));
    }

    private static RouteHandlerBuilder MapAction(
        RouteGroupBuilder tickets, string action, Func<Ticket, DateTimeOffset, IOrderEvent> act) =>
        tickets
            .MapPost(
                "/{orderId}/" + action,
                (string storeId, string orderId, ClaimsPrincipal user, Transactions<StoresDbContext> transactions, CancellationToken token) =>
                    ActAsync(storeId, orderId, user, transactions, act, token))
            .ProducesProblem(StatusCodes.Status409Conflict);

    private static Task<Ok<TicketView>> RejectAsync(
        string storeId,
        string orderId,
        RejectTicket? body,
        ClaimsPrincipal user,
        Transactions<StoresDbContext> transactions,
        CancellationToken cancellationToken)
    {
        if (body?.Reason is { Length: > MaxReasonLength } || FreeText.HasControlCharacters(body?.Reason))
        {
            throw new ProblemException(
                StoresProblems.ReasonInvalid, $"Give the reason in at most {MaxReasonLength} characters, without control characters.");
        }

        return ActAsync(storeId, orderId, user, transactions, (ticket, now) => ticket.Reject(body?.Reason, now), cancellationToken);
    }

    private static async Task<Ok<TicketView>> ActAsync(
        string storeId,
        string orderId,
        ClaimsPrincipal user,
        Transactions<StoresDbContext> transactions,
        Func<Ticket, DateTimeOffset, IOrderEvent> act,
        CancellationToken cancellationToken) =>
        TypedResults.Ok(await transactions.RunAsync(
            async (transaction, token) =>
            {
                await transaction.Db.RequireOwnerAsync(storeId, user.Subject(), token);
                var ticket = await LatestAsync(transaction.Db, storeId, orderId, token);
                transaction.Publish(act(ticket, transaction.Now));
                return TicketView.Of(ticket);
            },
            cancellationToken));

    /// <summary>The latest round: an earlier one has ended before a later one is offered.</summary>
    private static async Task<Ticket> LatestAsync(
        StoresDbContext db, string storeId, string orderId, CancellationToken cancellationToken)
    {
        var ticket = Ids.IsPlausible(orderId)
            ? await db.Tickets
                .Where(ticket => ticket.OrderId == orderId && ticket.StoreId == storeId)
                .OrderByDescending(ticket => ticket.Round)
                .FirstOrDefaultAsync(cancellationToken)
            : null;
        return ticket ?? throw new ProblemException(
            StoresProblems.TicketNotFound, "The store has no ticket of this order. List the store's tickets to see which it has.");
    }
}
