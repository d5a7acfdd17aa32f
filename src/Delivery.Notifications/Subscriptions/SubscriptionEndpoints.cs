using System.Security.Claims;
using Delivery.Messaging.Idempotency;
using Delivery.Notifications.Data;
using Delivery.ServiceDefaults.Authorization;
using Delivery.ServiceDefaults.Paging;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Delivery.Notifications.Subscriptions;

internal static class SubscriptionEndpoints
{
    public static void Map(IEndpointRouteBuilder endpoints)
    {
        var subscriptions = endpoints.MapGroup("/api/subscriptions").WithTags("Notifications")
            .RequireAuthorization(policy => policy.RequireRole(Roles.Customer, Roles.Operator));
        subscriptions.MapPost("/", CreateAsync).WithName("CreateSubscription")
            .WithSummary("Subscribes to the changes of one's own orders; an operator to those of all orders.")
            .Produces<CreatedSubscription>(StatusCodes.Status201Created)
            .ProducesProblem(StatusCodes.Status409Conflict)
            .ProducesProblem(StatusCodes.Status422UnprocessableEntity);
        subscriptions.MapGet("/", ListAsync).WithName("ListSubscriptions").WithSummary("Lists one's own subscriptions.");
        subscriptions.MapGet("/{subscriptionId}", GetAsync).WithName("GetSubscription").WithSummary("Shows a subscription, without its secret.")
            .ProducesProblem(StatusCodes.Status404NotFound);
        subscriptions.MapDelete("/{subscriptionId}", DeleteAsync).WithName("DeleteSubscription")
            .WithSummary("Ends a subscription and what is still to be delivered for it.")
            .ProducesProblem(StatusCodes.Status404NotFound);
    }

    private static async Task<StoredResult> CreateAsync(
        CreateSubscriptionRequest request,
        [FromHeader(Name = "Idempotency-Key")] string? idempotencyKey,
        SubscriptionDesk desk,
        ClaimsPrincipal user,
        CancellationToken cancellationToken) =>
        new(await desk.CreateAsync(user, idempotencyKey, request, cancellationToken));

    private static async Task<Ok<Page<SubscriptionAnswer>>> ListAsync(
        [AsParameters] PageRequest page, NotificationsDbContext db, ClaimsPrincipal user, CancellationToken cancellationToken)
    {
        var ownerId = user.Subject();
        var after = page.After() ?? string.Empty;
        var fetched = await db.Subscriptions.AsNoTracking()
            .Where(known => known.OwnerId == ownerId && known.DeletedAt == null && known.SubscriptionId.CompareTo(after) > 0)
            .OrderBy(known => known.SubscriptionId)
            .Take(page.Size() + 1)
            .ToListAsync(cancellationToken);
        return TypedResults.Ok(page.ToPage(fetched.ConvertAll(SubscriptionAnswer.Of), known => known.SubscriptionId));
    }

    private static async Task<Ok<SubscriptionAnswer>> GetAsync(
        string subscriptionId, NotificationsDbContext db, ClaimsPrincipal user, CancellationToken cancellationToken) =>
        TypedResults.Ok(SubscriptionAnswer.Of(await db.FindSubscriptionAsync(user.Subject(), subscriptionId, cancellationToken)));

    private static async Task<NoContent> DeleteAsync(
        string subscriptionId, SubscriptionDesk desk, ClaimsPrincipal user, CancellationToken cancellationToken)
    {
        await desk.DeleteAsync(user.Subject(), subscriptionId, cancellationToken);
        return TypedResults.NoContent();
    }
}
