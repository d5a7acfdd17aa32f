using System.Security.Claims;
using Delivery.Messaging.Persistence;
using Delivery.ServiceDefaults.Authorization;
using Delivery.ServiceDefaults.Paging;
using Delivery.Stores.Persistence;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Delivery.Stores.Catalog;

/// <summary>What an owner does with a store. What customers see of it, Orders answers.</summary>
internal static class StoreEndpoints
{
    public static void MapStores(this IEndpointRouteBuilder endpoints)
    {
        var stores = endpoints.MapGroup("/api/stores").WithTags("Stores and menus")
            .RequireAuthorization(policy => policy.RequireRole(Roles.Owner));
        stores.MapGet("/mine", GetMineAsync).WithName("GetMyStores").WithSummary("The stores of the owner who asks, with their menus.");
        stores.MapPut("/{storeId}/open", PutOpenAsync).WithName("OpenStore").WithSummary("Opens or closes a store for new orders.")
            .ProducesProblem(StatusCodes.Status403Forbidden).ProducesProblem(StatusCodes.Status404NotFound);
        stores.MapPut("/{storeId}/menu/items/{itemId}", PutItemAsync)
            .WithName("PutMenuItem").WithSummary("Adds an item to the menu, or changes its name, price or sold-out mark.")
            .ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status403Forbidden)
            .ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict);
        stores.MapDelete("/{storeId}/menu/items/{itemId}", DeleteItemAsync)
            .WithName("DeleteMenuItem").WithSummary("Takes an item off the menu.")
            .ProducesProblem(StatusCodes.Status403Forbidden).ProducesProblem(StatusCodes.Status404NotFound);
    }

    private static async Task<Ok<Page<StoreView>>> GetMineAsync(
        ClaimsPrincipal user, StoresDbContext db, [AsParameters] PageRequest page, CancellationToken cancellationToken)
    {
        var owner = user.Subject();
        var after = page.After() ?? "";
        var stores = await db.Stores.AsNoTracking()
            .Where(store => store.OwnerId == owner && string.Compare(store.StoreId, after) > 0)
            .OrderBy(store => store.StoreId)
            .Take(page.Size() + 1)
            .ToListAsync(cancellationToken);
        return TypedResults.Ok(page.ToPage([.. stores.Select(StoreView.Of)], store => store.StoreId));
    }

    private static Task<Ok<StoreView>> PutOpenAsync(
        string storeId,
        OpenStore body,
        ClaimsPrincipal user,
        Transactions<StoresDbContext> transactions,
        CancellationToken cancellationToken) =>
        ChangeAsync(storeId, user, transactions, (store, now) => store.SetOpen(body.Open, now), cancellationToken);

    private static Task<Ok<StoreView>> PutItemAsync(
        string storeId,
        string itemId,
        PutMenuItem body,
        ClaimsPrincipal user,
        Transactions<StoresDbContext> transactions,
        CancellationToken cancellationToken) =>
        ChangeAsync(storeId, user, transactions, (store, now) => store.PutItem(body.ToMenuItem(itemId), now), cancellationToken);

    private static async Task<NoContent> DeleteItemAsync(
        string storeId,
        string itemId,
        ClaimsPrincipal user,
        Transactions<StoresDbContext> transactions,
        CancellationToken cancellationToken)
    {
        await ChangeAsync(
            storeId,
            user,
            transactions,
            (store, now) =>
            {
                store.RemoveItem(itemId, now);
                return true;
            },
            cancellationToken);
        return TypedResults.NoContent();
    }

    private static async Task<Ok<StoreView>> ChangeAsync(
        string storeId,
        ClaimsPrincipal user,
        Transactions<StoresDbContext> transactions,
        Func<Store, DateTimeOffset, bool> change,
        CancellationToken cancellationToken) =>
        TypedResults.Ok(await transactions.RunAsync(
            async (transaction, token) =>
            {
                var store = await transaction.Db.OwnedStoreAsync(storeId, user.Subject(), token);
                if (change(store, transaction.Now))
                {
                    transaction.Publish(store.ToChanged());
                }

                return StoreView.Of(store);
            },
            cancellationToken));
}
