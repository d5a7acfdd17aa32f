using Delivery.ServiceDefaults.Problems;
using Delivery.ServiceDefaults.Text;
using Delivery.Stores.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Delivery.Stores.Catalog;

/// <summary>The check before every route of a store: only its owner acts for it.</summary>
internal static class OwnedStores
{
    /// <summary>The store, to be changed.</summary>
    public static async Task<Store> OwnedStoreAsync(
        this StoresDbContext db, string storeId, string owner, CancellationToken cancellationToken)
    {
        var store = Ids.IsPlausible(storeId)
            ? await db.Stores.FirstOrDefaultAsync(candidate => candidate.StoreId == storeId, cancellationToken)
            : null;
        Check(store?.OwnerId, owner);
        return store!;
    }

    /// <summary>Only checks; the menu is not read.</summary>
    public static async Task RequireOwnerAsync(
        this StoresDbContext db, string storeId, string owner, CancellationToken cancellationToken)
    {
        var ownerOfStore = Ids.IsPlausible(storeId)
            ? await db.Stores.Where(store => store.StoreId == storeId).Select(store => store.OwnerId).FirstOrDefaultAsync(cancellationToken)
            : null;
        Check(ownerOfStore, owner);
    }

    private static void Check(string? ownerOfStore, string owner)
    {
        if (ownerOfStore is null)
        {
            throw new ProblemException(
                StoresProblems.StoreNotFound, "No store has this id. Read /api/stores/mine for the stores that are yours.");
        }

        if (ownerOfStore != owner)
        {
            throw new ProblemException(
                StoresProblems.StoreNotYours, "Only the store's owner can do this. Read /api/stores/mine for the stores that are yours.");
        }
    }
}
