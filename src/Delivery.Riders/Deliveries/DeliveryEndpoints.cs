using System.Security.Claims;
using Delivery.Contracts;
using Delivery.Messaging.Persistence;
using Delivery.Riders.Persistence;
using Delivery.ServiceDefaults.Authorization;
using Delivery.ServiceDefaults.Paging;
using Delivery.ServiceDefaults.Problems;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Delivery.Riders.Deliveries;

/// <summary>The rider's screen and its buttons.</summary>
internal static class DeliveryEndpoints
{
    public static void MapDeliveries(this IEndpointRouteBuilder endpoints)
    {
        var deliveries = endpoints.MapGroup("/api/deliveries").WithTags("Deliveries")
            .RequireAuthorization(policy => policy.RequireRole(Roles.Rider));
        deliveries.MapGet("/", GetOpenAsync)
            .WithName("GetDeliveries").WithSummary("The deliveries that you can claim in one of your regions, or in all of them.")
            .ProducesProblem(StatusCodes.Status403Forbidden).ProducesProblem(StatusCodes.Status409Conflict);
        deliveries.MapGet("/mine", GetMineAsync)
            .WithName("GetMyDeliveries").WithSummary("The deliveries that you have or had; all of them, or those in the given states.");
        var one = deliveries.MapGroup("/{orderId}")
            .ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict);
        one.MapPost("/claim", ClaimAsync).WithName("ClaimDelivery").WithSummary("Takes the delivery, if you are the first.");
        one.MapPost("/pick-up", PickUpAsync).WithName("PickUpDelivery").WithSummary("You have the dish.");
        one.MapPost("/deliver", DeliverAsync).WithName("HandOverDelivery").WithSummary("The customer has the dish.");
        one.MapPost("/give-back", GiveBackAsync)
            .WithName("GiveBackDelivery").WithSummary("Leaves the delivery to others; only before you pick it up.");
        one.MapPost("/undeliverable", UndeliverableAsync)
            .WithName("ReportUndeliverable").WithSummary("The dish cannot be handed over; an operator decides what happens to it.");
    }

    private static async Task<Ok<Page<DeliveryView>>> GetOpenAsync(
        ClaimsPrincipal user, RidersDbContext db, string? region, [AsParameters] PageRequest page, CancellationToken cancellationToken)
    {
        var regions = await DutyRegionsAsync(db, user.Subject(), region, cancellationToken);
        return await ToPageAsync(
            db.Deliveries.Where(job => job.State == DeliveryState.Searching && job.Reach.Any(reached => regions.Contains(reached))),
            page,
            cancellationToken);
    }

    private static async Task<string[]> DutyRegionsAsync(
        RidersDbContext db, string riderId, string? region, CancellationToken cancellationToken)
    {
        var rider = await db.Riders.AsNoTracking().FirstOrDefaultAsync(candidate => candidate.RiderId == riderId, cancellationToken);
        if (rider is not { OnDuty: true })
        {
            throw RidersProblems.OffDuty();
        }

        if (region is null)
        {
            return rider.RegionIds;
        }

        return rider.RegionIds.Contains(region)
            ? [region]
            : throw new ProblemException(
                RidersProblems.RegionNotChosen, "Add the region with PUT /api/riders/me, or ask for one of those you are on duty in.");
    }

    private static Task<Ok<Page<DeliveryView>>> GetMineAsync(
        ClaimsPrincipal user,
        RidersDbContext db,
        DeliveryState[]? state,
        [AsParameters] PageRequest page,
        CancellationToken cancellationToken)
    {
        var riderId = user.Subject();
        var mine = db.Deliveries.Where(job => job.RiderId == riderId);
        return ToPageAsync(
            state is { Length: > 0 } ? mine.Where(job => state.Contains(job.State)) : mine, page, cancellationToken);
    }

    private static async Task<Ok<Page<DeliveryView>>> ToPageAsync(
        IQueryable<DeliveryJob> deliveries, PageRequest page, CancellationToken cancellationToken)
    {
        var after = page.After() ?? "";
        var rows = await deliveries.AsNoTracking()
            .Where(job => string.Compare(job.OrderId, after) > 0)
            .OrderBy(job => job.OrderId)
            .Take(page.Size() + 1)
            .ToListAsync(cancellationToken);
        return TypedResults.Ok(page.ToPage(rows.ConvertAll(DeliveryView.Of), delivery => delivery.OrderId));
    }

    private static async Task<Ok<DeliveryView>> ClaimAsync(
        string orderId, ClaimsPrincipal user, ClaimDelivery claim, CancellationToken cancellationToken) =>
        TypedResults.Ok(await claim.RunAsync(orderId, user.Subject(), cancellationToken));

    private static Task<Ok<DeliveryView>> PickUpAsync(
        string orderId, ClaimsPrincipal user, Transactions<RidersDbContext> transactions, CancellationToken cancellationToken) =>
        ActAsync(orderId, user, transactions, (job, riderId, now) => job.PickUp(riderId, now), cancellationToken);

    private static Task<Ok<DeliveryView>> DeliverAsync(
        string orderId, ClaimsPrincipal user, Transactions<RidersDbContext> transactions, CancellationToken cancellationToken) =>
        ActAsync(orderId, user, transactions, (job, riderId, now) => job.Deliver(riderId, now), cancellationToken);

    private static Task<Ok<DeliveryView>> GiveBackAsync(
        string orderId,
        ReasonBody? body,
        ClaimsPrincipal user,
        Transactions<RidersDbContext> transactions,
        CancellationToken cancellationToken)
    {
        var reason = body?.Checked();
        return ActAsync(orderId, user, transactions, (job, riderId, now) => job.GiveBack(riderId, reason, now), cancellationToken);
    }

    private static Task<Ok<DeliveryView>> UndeliverableAsync(
        string orderId,
        ReasonBody? body,
        ClaimsPrincipal user,
        Transactions<RidersDbContext> transactions,
        CancellationToken cancellationToken)
    {
        var reason = body?.Checked();
        return ActAsync(
            orderId, user, transactions, (job, riderId, now) => job.ReportUndeliverable(riderId, reason, now), cancellationToken);
    }

    private static async Task<Ok<DeliveryView>> ActAsync(
        string orderId,
        ClaimsPrincipal user,
        Transactions<RidersDbContext> transactions,
        Func<DeliveryJob, string, DateTimeOffset, IOrderEvent> act,
        CancellationToken cancellationToken)
    {
        var riderId = user.Subject();
        return TypedResults.Ok(await transactions.RunAsync(
            async (transaction, token) =>
            {
                var rider = await transaction.Db.Riders.FindAsync([riderId], token) ?? throw RidersProblems.NotFound();
                var job = await transaction.Db.VisibleDeliveryAsync(orderId, rider, token);
                transaction.Publish(act(job, riderId, transaction.Now));
                return DeliveryView.Of(job);
            },
            cancellationToken));
    }
}
