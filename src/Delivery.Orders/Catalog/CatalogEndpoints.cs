using Delivery.Orders.Data;
using Delivery.ServiceDefaults.Paging;
using Delivery.ServiceDefaults.Problems;
using Delivery.ServiceDefaults.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Delivery.Orders.Catalog;

internal static class CatalogEndpoints
{
    public static void Map(IEndpointRouteBuilder endpoints)
    {
        var stores = endpoints.MapGroup("/api/stores").WithTags("Stores and menus").AllowAnonymous();
        stores.MapGet("/", ListAsync).WithName("ListStores").WithSummary("Lists the stores, of one region or of all.");
        stores.MapGet("/{storeId}/menu", GetMenuAsync).WithName("GetMenu").WithSummary("Shows what a store offers.")
            .ProducesProblem(StatusCodes.Status404NotFound);
    }

    private static async Task<Ok<Page<StoreSummary>>> ListAsync(
        string? region, [AsParameters] PageRequest page, OrdersDbContext db, CancellationToken cancellationToken)
    {
        var stores = db.Stores.AsNoTracking();
        if (!string.IsNullOrEmpty(region))
        {
            stores = Ids.IsPlausible(region)
                ? stores.Where(store => store.RegionId == region)
                : stores.Where(store => false);
        }

        if (page.After() is { } after)
        {
            stores = stores.Where(store => store.StoreId.CompareTo(after) > 0);
        }

        var fetched = await stores
            .OrderBy(store => store.StoreId)
            .Take(page.Size() + 1)
            .Select(store => new StoreSummary(
                store.StoreId, store.Name, store.RegionId, store.Open, store.Currency, store.DeliveryFee))
            .ToListAsync(cancellationToken);
        return TypedResults.Ok(page.ToPage(fetched, store => store.StoreId));
    }

    private static async Task<Ok<StoreMenu>> GetMenuAsync(string storeId, OrdersDbContext db, CancellationToken cancellationToken)
    {
        var store = Ids.IsPlausible(storeId)
            ? await db.Stores.AsNoTracking().Include(store => store.Items)
                .FirstOrDefaultAsync(store => store.StoreId == storeId, cancellationToken)
            : null;
        if (store is null)
        {
            throw new ProblemException(OrdersProblems.StoreNotFound, "GET /api/stores lists the stores that there are.");
        }

        return TypedResults.Ok(new StoreMenu(
            store.StoreId,
            store.Name,
            store.Currency,
            store.DeliveryFee,
            store.Open,
            [.. store.Items.OrderBy(item => item.Position)
                .Select(item => new StoreMenuItem(item.ItemId, item.Name, item.Price, item.SoldOut))]));
    }
}
