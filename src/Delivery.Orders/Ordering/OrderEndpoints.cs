using System.Security.Claims;
using Delivery.Messaging.Idempotency;
using Delivery.ServiceDefaults.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;

namespace Delivery.Orders.Ordering;

internal static class OrderEndpoints
{
    public static void Map(IEndpointRouteBuilder endpoints)
    {
        var orders = endpoints.MapGroup("/api/orders").WithTags("Orders")
            .RequireAuthorization(policy => policy.RequireRole(Roles.Customer));
        orders.MapPost("/", PlaceAsync).WithName("PlaceOrder").WithSummary("Places an order.")
            .Produces<PlacedOrder>(StatusCodes.Status201Created)
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status409Conflict)
            .ProducesProblem(StatusCodes.Status422UnprocessableEntity);
        orders.MapPost("/{orderId}/confirm", ConfirmAsync).WithName("ConfirmHandOver")
            .WithSummary("Says that the customer has the dish.")
            .ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status409Conflict);
    }

    private static async Task<StoredResult> PlaceAsync(
        PlaceOrderRequest request,
        [FromHeader(Name = "Idempotency-Key")] string? idempotencyKey,
        OrderIntake intake,
        ClaimsPrincipal user,
        CancellationToken cancellationToken) =>
        new(await intake.PlaceAsync(user.Subject(), idempotencyKey, request, cancellationToken));

    private static async Task<Accepted> ConfirmAsync(
        string orderId, OrderActions actions, ClaimsPrincipal user, CancellationToken cancellationToken)
    {
        await actions.ConfirmAsync(user.Subject(), orderId, cancellationToken);
        return TypedResults.Accepted($"/api/orders/{orderId}");
    }
}
