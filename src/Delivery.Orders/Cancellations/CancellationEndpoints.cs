using System.Security.Claims;
using Delivery.Messaging.Idempotency;
using Delivery.Orders.Data;
using Delivery.Orders.Ordering;
using Delivery.ServiceDefaults.Authorization;
using Delivery.ServiceDefaults.Problems;
using Delivery.ServiceDefaults.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Delivery.Orders.Cancellations;

internal static class CancellationEndpoints
{
    public static void Map(IEndpointRouteBuilder endpoints)
    {
        var orders = endpoints.MapGroup("/api/orders/{orderId}").WithTags("Orders")
            .RequireAuthorization(policy => policy.RequireRole(Roles.Customer));
        orders.MapPost("/cancel", CancelAsync).WithName("CancelOrder")
            .WithSummary("Asks to cancel an order, which is possible until the kitchen starts cooking.")
            .Produces<CancellationAnswer>(StatusCodes.Status202Accepted)
            .ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status409Conflict)
            .ProducesProblem(StatusCodes.Status422UnprocessableEntity);
        orders.MapGet("/cancellations/{cancellationId}", GetAsync).WithName("GetCancellation")
            .WithSummary("Shows what became of a cancellation.")
            .ProducesProblem(StatusCodes.Status404NotFound);
    }

    private static async Task<StoredResult> CancelAsync(
        string orderId,
        CancelOrderRequest? request,
        [FromHeader(Name = "Idempotency-Key")] string? idempotencyKey,
        OrderActions actions,
        ClaimsPrincipal user,
        CancellationToken cancellationToken) =>
        new(await actions.CancelAsync(user.Subject(), orderId, idempotencyKey, request?.Reason, cancellationToken));

    private static async Task<Ok<CancellationAnswer>> GetAsync(
        string orderId, string cancellationId, OrdersDbContext db, ClaimsPrincipal user, CancellationToken cancellationToken)
    {
        var customerId = user.Subject();
        var answer = Ids.IsPlausible(orderId) && Ids.IsPlausible(cancellationId)
            ? await db.Orders.AsNoTracking()
                .Where(order => order.OrderId == orderId && order.CustomerId == customerId)
                .SelectMany(order => order.Cancellations)
                .Where(cancellation => cancellation.CancellationId == cancellationId)
                .Select(cancellation => new CancellationAnswer(
                    cancellation.CancellationId, cancellation.State, cancellation.Reason, cancellation.Refusal))
                .FirstOrDefaultAsync(cancellationToken)
            : null;
        return TypedResults.Ok(answer ?? throw new ProblemException(
            OrdersProblems.CancellationNotFound, "You have no such cancellation. POST /api/orders/{orderId}/cancel answers its address."));
    }
}
