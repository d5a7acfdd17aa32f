using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Delivery.Workflows.Runtime.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Delivery.Workflows.Runtime.Commits;

/// <summary>
/// Serializes the commits of one correlation until their transactions end, so that a message that finds no bookmark and a bookmark that
/// finds no message cannot miss each other (R11). SQLite has one writer anyway.
/// </summary>
internal static class CorrelationLocks
{
    public static async Task TakeAsync(WorkflowsDbContext db, IEnumerable<string> keys, CancellationToken cancellationToken)
    {
        if (db.OnSqlite)
        {
            return;
        }

        var sorted = ToNumbers(keys);
        if (sorted.Length > 0)
        {
            await db.Database.ExecuteSqlAsync($"SELECT pg_advisory_xact_lock(key) FROM unnest({sorted}) AS key", cancellationToken);
        }
    }

    /// <summary>The keys as the database takes them, in one order for everybody, so that nobody waits in a circle.</summary>
    public static long[] ToNumbers(IEnumerable<string> keys) => [.. keys.Select(Hash).Distinct().Order()];

    private static long Hash(string key) =>
        BinaryPrimitives.ReadInt64LittleEndian(SHA256.HashData(Encoding.UTF8.GetBytes("workflows:" + key)));
}
