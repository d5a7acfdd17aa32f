using Delivery.Status.Data;
using Microsoft.EntityFrameworkCore;

namespace Delivery.Status.Rebuilds;

/// <summary>
/// Keeps the start of a rebuild, which drops views that can be built again, and the deletion of what they would be built from apart until either
/// has committed. SQLite has one writer anyway.
/// </summary>
internal static class RebuildLock
{
    /// <summary>Any constant of our own; it names the lock in the whole database.</summary>
    private const long Key = 0x5245_4255_494C;

    public static async Task TakeAsync(StatusDbContext db, CancellationToken cancellationToken)
    {
        if (db.Database.IsNpgsql())
        {
            await db.Database.ExecuteSqlAsync($"SELECT pg_advisory_xact_lock({Key})", cancellationToken);
        }
    }
}
