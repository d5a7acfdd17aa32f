using System.Globalization;
using System.Net.Mime;
using System.Security.Claims;
using Delivery.ServiceDefaults.Authorization;
using Delivery.ServiceDefaults.Problems;
using Delivery.Status.Queries;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;

namespace Delivery.Status.Streams;

internal static class StreamEndpoints
{
    public static void Map(IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGet("/api/orders/{orderId}/stream", StreamOrderAsync).WithTags("Orders")
            .RequireAuthorization(policy => policy.RequireRole(StatusReader.AllRoles))
            .WithName("StreamOrder")
            .WithSummary("Server-sent events: the changes of one order's status, from the first or after Last-Event-ID, until it has ended.")
            .Produces<StreamedChange>(StatusCodes.Status200OK, MediaTypeNames.Text.EventStream)
            .Produces(StatusCodes.Status204NoContent)
            .ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status503ServiceUnavailable);
        endpoints.MapGet("/ops/orders/stream", StreamAllAsync).WithTags("Operations")
            .RequireAuthorization(policy => policy.RequireRole(Roles.Operator, Roles.Viewer))
            .WithName("StreamAllOrders")
            .WithSummary("Server-sent events: the changes of all orders' status, from now or after Last-Event-ID.")
            .Produces<StreamedChange>(StatusCodes.Status200OK, MediaTypeNames.Text.EventStream)
            .ProducesProblem(StatusCodes.Status503ServiceUnavailable);
    }

    private static async Task<Results<EmptyHttpResult, NoContent>> StreamOrderAsync(
        string orderId,
        [FromHeader(Name = "Last-Event-ID")] string? lastEventId,
        HttpContext context,
        OrderFinder finder,
        ChangeStream stream,
        StreamLimiter limiter,
        ClaimsPrincipal user)
    {
        var after = Parse(lastEventId) ?? 0;
        await finder.FindAsync(orderId, new StatusReader(user), context.RequestAborted);
        if (after > 0 && await stream.IsOverAsync(orderId, after, context.RequestAborted))
        {
            // The only answer that keeps a browser from coming again.
            return TypedResults.NoContent();
        }

        using var place = limiter.Enter();
        await stream.WriteAsync(context.Response, orderId, after, context.RequestAborted);
        return TypedResults.Empty;
    }

    private static async Task<EmptyHttpResult> StreamAllAsync(
        [FromHeader(Name = "Last-Event-ID")] string? lastEventId,
        string? after,
        HttpContext context,
        ChangeStream stream,
        StreamLimiter limiter)
    {
        var position = Parse(lastEventId) ?? Parse(after) ?? await stream.EndAsync(context.RequestAborted);
        using var place = limiter.Enter();
        await stream.WriteAsync(context.Response, orderId: null, position, context.RequestAborted);
        return TypedResults.Empty;
    }

    private static long? Parse(string? eventId) => string.IsNullOrEmpty(eventId)
        ? null
        : long.TryParse(eventId, NumberStyles.None, CultureInfo.InvariantCulture, out var sequence)
            ? sequence
            : throw new ProblemException(StatusProblems.InvalidEventId, "Send the id of an event exactly as the stream gave it, or none.");
}
