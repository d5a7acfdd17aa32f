using System.Security.Claims;
using Delivery.Messaging.Persistence;
using Delivery.Riders.Persistence;
using Delivery.ServiceDefaults.Authorization;
using Delivery.ServiceDefaults.Problems;
using Delivery.ServiceDefaults.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Delivery.Riders.Roster;

/// <summary>A rider's own record.</summary>
internal static class RiderEndpoints
{
    private const int MaxRegions = 20;

    public static void MapRiders(this IEndpointRouteBuilder endpoints)
    {
        var me = endpoints.MapGroup("/api/riders/me").WithTags("Riders")
            .RequireAuthorization(policy => policy.RequireRole(Roles.Rider));
        me.MapGet("/", GetAsync).WithName("GetRider").WithSummary("Whether you are on duty, and where.")
            .ProducesProblem(StatusCodes.Status404NotFound);
        me.MapPut("/", PutAsync)
            .WithName("PutRider").WithSummary("Goes on duty in the given regions, or off duty. The first time registers you.")
            .ProducesProblem(StatusCodes.Status400BadRequest);
    }

    private static async Task<Ok<RiderView>> GetAsync(ClaimsPrincipal user, RidersDbContext db, CancellationToken cancellationToken)
    {
        var riderId = user.Subject();
        var rider = await db.Riders.AsNoTracking().FirstOrDefaultAsync(candidate => candidate.RiderId == riderId, cancellationToken)
            ?? throw new ProblemException(RidersProblems.RiderNotFound, "Register with PUT /api/riders/me.");
        return TypedResults.Ok(RiderView.Of(rider));
    }

    private static async Task<Ok<RiderView>> PutAsync(
        PutRider body, ClaimsPrincipal user, Transactions<RidersDbContext> transactions, CancellationToken cancellationToken)
    {
        string[] regionIds = [.. body.RegionIds.Distinct(StringComparer.Ordinal)];
        Check(body.OnDuty, regionIds);
        return TypedResults.Ok(await transactions.RunAsync(
            async (transaction, token) =>
            {
                var db = transaction.Db;
                if (await db.Regions.CountAsync(region => regionIds.Contains(region.RegionId), token) < regionIds.Length)
                {
                    throw Unknown();
                }

                var rider = await db.Riders.FindAsync([user.Subject()], token)
                    ?? db.Riders.Add(new Rider { RiderId = user.Subject() }).Entity;
                rider.SetDuty(body.OnDuty, regionIds, transaction.Now);
                return RiderView.Of(rider);
            },
            cancellationToken));
    }

    private static void Check(bool onDuty, string[] regionIds)
    {
        if (onDuty && regionIds.Length == 0)
        {
            throw new ProblemException(RidersProblems.RegionsInvalid, "Name at least one region to be on duty in.");
        }

        if (regionIds.Length > MaxRegions)
        {
            throw new ProblemException(RidersProblems.RegionsInvalid, $"Name at most {MaxRegions} regions.");
        }

        if (!regionIds.All(Ids.IsPlausible))
        {
            throw Unknown();
        }
    }

    private static ProblemException Unknown() =>
        new(RidersProblems.RegionsInvalid, "A region does not exist. GET /api/regions lists those that do.");
}
