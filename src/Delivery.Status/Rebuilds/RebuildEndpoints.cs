using System.Security.Claims;
using Delivery.ServiceDefaults.Authorization;
using Delivery.ServiceDefaults.Problems;
using Delivery.Status.Data;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Delivery.Status.Rebuilds;

internal static class RebuildEndpoints
{
    private const string Route = "/ops/status/rebuild";

    public static void Map(IEndpointRouteBuilder endpoints)
    {
        var rebuild = endpoints.MapGroup(Route).WithTags("Operations").RequireAuthorization(policy => policy.RequireRole(Roles.Operator));
        rebuild.MapPost("/", StartAsync).WithName("RebuildStatus")
            .WithSummary("Drops the projection of all orders and builds it again from the log of events, while events keep coming.")
            .ProducesProblem(StatusCodes.Status409Conflict);
        rebuild.MapGet("/", GetAsync).WithName("GetStatusRebuild").WithSummary("Shows how far the latest rebuild is.")
            .ProducesProblem(StatusCodes.Status404NotFound);
    }

    private static async Task<Accepted<RebuildAnswer>> StartAsync(
        RebuildRunner runner, RebuildWorker worker, ClaimsPrincipal user, CancellationToken cancellationToken)
    {
        var rebuild = await runner.StartAsync(user.Subject(), cancellationToken);
        worker.Wake();
        return TypedResults.Accepted(Route, RebuildAnswer.Of(rebuild));
    }

    private static async Task<Ok<RebuildAnswer>> GetAsync(StatusDbContext db, CancellationToken cancellationToken)
    {
        var latest = await db.Rebuilds.AsNoTracking().OrderByDescending(rebuild => rebuild.RebuildId).FirstOrDefaultAsync(cancellationToken)
            ?? throw new ProblemException(StatusProblems.NoRebuild, "Start one with POST /ops/status/rebuild.");
        return TypedResults.Ok(RebuildAnswer.Of(latest));
    }
}
