using System.Security.Claims;
using Delivery.ServiceDefaults.Authorization;
using Delivery.Status.Data;
using Delivery.Status.Projection;
using Microsoft.EntityFrameworkCore;

namespace Delivery.Status.Queries;

/// <summary>Who asks, and which orders they may see: customers, store owners and riders their own, the platform's people all.</summary>
internal sealed class StatusReader(ClaimsPrincipal user)
{
    /// <summary>Everybody who may ask for orders at all.</summary>
    public static readonly string[] AllRoles =
        [Roles.Customer, Roles.Owner, Roles.Rider, Roles.Operator, Roles.Analyst, Roles.Viewer];

    private static readonly string[] RolesThatSeeAll = [Roles.Operator, Roles.Analyst, Roles.Viewer];

    public string Subject { get; } = user.Subject();

    public bool IsCustomer => user.IsInRole(Roles.Customer);

    public bool IsOwner => user.IsInRole(Roles.Owner);

    public bool IsRider => user.IsInRole(Roles.Rider);

    public bool SeesAll { get; } = RolesThatSeeAll.Any(user.IsInRole);

    /// <summary>True when the order is one of theirs.</summary>
    public async Task<bool> SeesAsync(OrderView view, StatusDbContext db, CancellationToken cancellationToken) =>
        SeesAll
        || (IsCustomer && view.CustomerId == Subject)
        || (IsRider && view.Parts.Delivery.Riders.Contains(Subject))
        || (IsOwner && await db.Stores.AnyAsync(store => store.StoreId == view.StoreId && store.OwnerId == Subject, cancellationToken));

    /// <summary>The orders of all that they are.</summary>
    public IQueryable<OrderView> Visible(StatusDbContext db)
    {
        var placed = db.Views.AsNoTracking().Where(view => view.CustomerId != null);
        return SeesAll
            ? placed
            : placed.Where(view =>
                (IsCustomer && view.CustomerId == Subject)
                || (IsRider && db.Riders.Any(rider => rider.RiderId == Subject && rider.OrderId == view.OrderId))
                || (IsOwner && db.Stores.Any(store => store.StoreId == view.StoreId && store.OwnerId == Subject)));
    }
}
