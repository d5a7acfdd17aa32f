using Delivery.Contracts.Status;
using Delivery.ServiceDefaults.Problems;
using Delivery.ServiceDefaults.Text;
using Delivery.Status.Data;
using Delivery.Status.Projection;
using Microsoft.EntityFrameworkCore;

namespace Delivery.Status.Queries;

/// <summary>The query of the list of orders; what is absent does not matter.</summary>
/// <param name="Customer">Whose orders.</param>
/// <param name="Store">Of which store.</param>
/// <param name="Rider">Who has or had them.</param>
/// <param name="Status">Where they are.</param>
internal sealed record OrderFilter(string? Customer, string? Store, string? Rider, OrderStatus? Status)
{
    /// <exception cref="ProblemException">The filter asks for what the caller may not see.</exception>
    public async Task CheckAsync(StatusReader reader, StatusDbContext db, CancellationToken cancellationToken)
    {
        if (new[] { Customer, Store, Rider }.Any(id => id is not null && !Ids.IsPlausible(id)))
        {
            throw new ProblemException(StatusProblems.InvalidFilter, "Send ids as they are: letters, digits, '_', '-' and '.'.");
        }

        if (reader.SeesAll)
        {
            return;
        }

        var isForeign = (Customer is not null && !(reader.IsCustomer && Customer == reader.Subject))
            || (Rider is not null && !(reader.IsRider && Rider == reader.Subject))
            || (Store is not null && reader.IsOwner
                && !await db.Stores.AnyAsync(store => store.StoreId == Store && store.OwnerId == reader.Subject, cancellationToken));
        if (isForeign)
        {
            throw new ProblemException(StatusProblems.NotYours, "Ask for your own orders, or leave the filter out: you only get yours.");
        }
    }

    public IQueryable<OrderView> Apply(IQueryable<OrderView> views, StatusDbContext db)
    {
        if (Customer is not null)
        {
            views = views.Where(view => view.CustomerId == Customer);
        }

        if (Store is not null)
        {
            views = views.Where(view => view.StoreId == Store);
        }

        if (Rider is not null)
        {
            views = views.Where(view => db.Riders.Any(rider => rider.RiderId == Rider && rider.OrderId == view.OrderId));
        }

        return Status is { } status ? views.Where(view => view.Status == status) : views;
    }
}
