using System.Security.Claims;
using Delivery.ServiceDefaults.Authorization;
using Delivery.ServiceDefaults.Paging;
using Delivery.Status.Data;
using Delivery.Status.Projection;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Delivery.Status.Queries;

internal static class OrderQueryEndpoints
{
    public static void Map(IEndpointRouteBuilder endpoints)
    {
        var orders = endpoints.MapGroup("/api/orders").WithTags("Orders")
            .RequireAuthorization(policy => policy.RequireRole(StatusReader.AllRoles));
        orders.MapGet("/{orderId}", GetAsync).WithName("GetOrder").WithSummary("Shows where an order is.")
            .ProducesProblem(StatusCodes.Status404NotFound);
        orders.MapGet("/", ListAsync).WithName("ListOrders").WithSummary("Lists the orders that the caller may see, latest first.")
            .ProducesProblem(StatusCodes.Status403Forbidden);
        endpoints.MapGet("/ops/orders", ListAllAsync).WithTags("Operations")
            .RequireAuthorization(policy => policy.RequireRole(Roles.Operator, Roles.Viewer))
            .WithName("ListAllOrders").WithSummary("Lists all orders, latest first, and where the stream of changes stands.");
    }

    private static async Task<Ok<OrderDetails>> GetAsync(
        string orderId, OrderFinder finder, StatusDbContext db, ClaimsPrincipal user, CancellationToken cancellationToken)
    {
        var view = await finder.FindAsync(orderId, new StatusReader(user), cancellationToken);
        var history = await db.Changes.AsNoTracking()
            .Where(change => change.OrderId == orderId && change.Version <= view.ChangeVersion)
            .OrderBy(change => change.Version)
            .Select(change => new OrderHistoryEntry(change.Version, change.Status, change.At))
            .ToListAsync(cancellationToken);
        return TypedResults.Ok(OrderDetails.Of(view, history));
    }

    private static async Task<Ok<Page<OrderSummary>>> ListAsync(
        [AsParameters] OrderFilter filter,
        [AsParameters] PageRequest page,
        StatusDbContext db,
        ClaimsPrincipal user,
        CancellationToken cancellationToken)
    {
        var reader = new StatusReader(user);
        await filter.CheckAsync(reader, db, cancellationToken);
        return TypedResults.Ok(await ReadAsync(filter.Apply(reader.Visible(db), db), page, cancellationToken));
    }

    private static async Task<Ok<OrderPage>> ListAllAsync(
        [AsParameters] OrderFilter filter,
        [AsParameters] PageRequest page,
        StatusDbContext db,
        ClaimsPrincipal user,
        CancellationToken cancellationToken)
    {
        var reader = new StatusReader(user);
        await filter.CheckAsync(reader, db, cancellationToken);
        var sequence = await db.Changes.MaxAsync(change => change.Sequence, cancellationToken) ?? 0;
        var read = await ReadAsync(filter.Apply(reader.Visible(db), db), page, cancellationToken);
        return TypedResults.Ok(new OrderPage(read.Items, read.NextCursor, sequence));
    }

    private static async Task<Page<OrderSummary>> ReadAsync(
        IQueryable<OrderView> views, PageRequest page, CancellationToken cancellationToken)
    {
        if (page.After() is { } after)
        {
            views = views.Where(view => view.OrderId.CompareTo(after) < 0);
        }

        var fetched = await views.OrderByDescending(view => view.OrderId).Take(page.Size() + 1).ToListAsync(cancellationToken);
        return page.ToPage([.. fetched.Select(OrderSummary.Of)], order => order.OrderId);
    }
}
