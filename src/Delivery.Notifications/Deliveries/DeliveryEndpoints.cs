using System.Security.Claims;
using Delivery.Messaging.Persistence;
using Delivery.Notifications.Data;
using Delivery.Notifications.Subscriptions;
using Delivery.ServiceDefaults.Authorization;
using Delivery.ServiceDefaults.Paging;
using Delivery.ServiceDefaults.Problems;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Delivery.Notifications.Deliveries;

internal static class DeliveryEndpoints
{
    public static void Map(IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGet("/api/subscriptions/{subscriptionId}/deliveries", ListOwnAsync).WithTags("Notifications")
            .RequireAuthorization(policy => policy.RequireRole(Roles.Customer, Roles.Operator))
            .WithName("ListSubscriptionDeliveries").WithSummary("Lists what was delivered for a subscription, latest first.")
            .ProducesProblem(StatusCodes.Status404NotFound);
        var operations = endpoints.MapGroup("/ops/notifications/deliveries").WithTags("Operations")
            .RequireAuthorization(policy => policy.RequireRole(Roles.Operator));
        operations.MapGet("/", ListAllAsync).WithName("ListDeliveries").WithSummary("Lists all deliveries, latest first.");
        operations.MapPost("/{deliveryId:long}/replay", ReplayAsync).WithName("ReplayDelivery")
            .WithSummary("Delivers again what has failed or was delivered, under the same event id.")
            .ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status409Conflict);
    }

    private static async Task<Ok<Page<DeliveryAnswer>>> ListOwnAsync(
        string subscriptionId,
        [AsParameters] DeliveryFilter filter,
        [AsParameters] PageRequest page,
        NotificationsDbContext db,
        ClaimsPrincipal user,
        CancellationToken cancellationToken)
    {
        await db.FindSubscriptionAsync(user.Subject(), subscriptionId, cancellationToken);
        return TypedResults.Ok(await filter.ReadAsync(
            db.Deliveries.Where(delivery => delivery.SubscriptionId == subscriptionId), page, cancellationToken));
    }

    private static async Task<Ok<Page<DeliveryAnswer>>> ListAllAsync(
        [AsParameters] DeliveryFilter filter, [AsParameters] PageRequest page, NotificationsDbContext db, CancellationToken cancellationToken) =>
        TypedResults.Ok(await filter.ReadAsync(db.Deliveries, page, cancellationToken));

    private static async Task<Accepted<DeliveryAnswer>> ReplayAsync(
        long deliveryId,
        Transactions<NotificationsDbContext> transactions,
        DeliverySignal signal,
        IOptions<NotificationsOptions> options,
        CancellationToken cancellationToken)
    {
        var replayed = await transactions.RunAsync(
            async (transaction, token) =>
            {
                var delivery = await transaction.Db.Deliveries.FirstOrDefaultAsync(known => known.DeliveryId == deliveryId, token)
                    ?? throw new ProblemException(
                        NotificationsProblems.DeliveryNotFound, "GET /ops/notifications/deliveries lists the deliveries that there are.");
                if (delivery.State == DeliveryState.Pending)
                {
                    var problem = new ProblemException(NotificationsProblems.DeliveryPending, "It is tried again by itself; dueAt says when.");
                    problem.Extensions["state"] = nameof(DeliveryState.Pending);
                    throw problem;
                }

                delivery.Replay(transaction.Now, transaction.Now + options.Value.GiveUpAfter);
                transaction.OnCommitted(signal.Wake);
                return delivery;
            },
            cancellationToken);
        return TypedResults.Accepted((string?)null, DeliveryAnswer.Of(replayed));
    }
}
