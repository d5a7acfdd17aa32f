using System.Security.Claims;
using Delivery.Contracts;
using Delivery.Messaging.Persistence;
using Delivery.ServiceDefaults.Authorization;
using Delivery.ServiceDefaults.Paging;
using Delivery.ServiceDefaults.Problems;
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
            .RequireAuthorization(policy => policy.RequireRole(Roles.Owner));
        tickets.MapGet("/", GetTicketsAsync)
            .WithName("GetTickets").WithSummary("The store's tickets, oldest order first; all of them, or those in the given states.");
        MapAction(tickets, "accept", "AcceptTicket", "The store will cook the order.", (ticket, now) => ticket.Accept(now));
        MapAction(tickets, "start-cooking", "StartCooking", "The store cooks; the customer cannot cancel any more.", (ticket, now) => ticket.StartCooking(now));
        MapAction(tickets, "finish-cooking", "FinishCooking", "The dish is ready for the rider.", (ticket, now) => ticket.FinishCooking(now));
        tickets.MapPost("/{orderId}/reject", RejectAsync).WithName("RejectTicket").WithSummary("The store will not cook the order.");
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

    private static void MapAction(
        RouteGroupBuilder tickets, string action, string name, string summary, Func<Ticket, DateTimeOffset, IOrderEvent> act) =>
        tickets.MapPost(
                "/{orderId}/" + action,
                (string storeId, string orderId, ClaimsPrincipal user, Transactions<StoresDbContext> transactions, CancellationToken cancellationToken) =>
                    ActAsync(storeId, orderId, user, transactions, act, cancellationToken))
            .WithName(name)
            .WithSummary(summary);

    private static Task<Ok<TicketView>> RejectAsync(
        string storeId,
        string orderId,
        RejectTicket? body,
        ClaimsPrincipal user,
        Transactions<StoresDbContext> transactions,
        CancellationToken cancellationToken)
    {
        if (body?.Reason is { Length: > MaxReasonLength })
        {
            throw new ProblemException(StoresProblems.ReasonTooLong, $"Give the reason in at most {MaxReasonLength} characters.");
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
    private static async Task<Ticket> LatestAsync(StoresDbContext db, string storeId, string orderId, CancellationToken cancellationToken) =>
        await db.Tickets
            .Where(ticket => ticket.OrderId == orderId && ticket.StoreId == storeId)
            .OrderByDescending(ticket => ticket.Round)
            .FirstOrDefaultAsync(cancellationToken)
        ?? throw new ProblemException(
            StoresProblems.TicketNotFound, "The store has no ticket of this order. List the store's tickets to see which it has.");
}
