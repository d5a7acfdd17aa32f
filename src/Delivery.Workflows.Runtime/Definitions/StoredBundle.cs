using Delivery.Messaging.Persistence;
using Delivery.Workflows.Runtime.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Delivery.Workflows.Runtime.Definitions;

/// <summary>A definition version together with all the versions it uses, by its hash. Never changed and never deleted while an instance names it (R13).</summary>
internal sealed class StoredBundle
{
    private const int ChunkSize = 100;

    public required string Hash { get; init; }

    /// <summary>JSON.</summary>
    public required string Content { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it was first seen that nothing needs it any more; null while something does.</summary>
    public DateTimeOffset? UnusedSince { get; set; }

    /// <summary>Stores the bundle unless it is there, and keeps it from being deleted as unused.</summary>
    public static async Task EnsureAsync(
        ModuleTransaction<WorkflowsDbContext> transaction, WorkflowBundle bundle, CancellationToken cancellationToken)
    {
        var db = transaction.Db;
        var stored = db.Bundles.Local.FirstOrDefault(stored => stored.Hash == bundle.Hash)
            ?? await db.Bundles.FirstOrDefaultAsync(stored => stored.Hash == bundle.Hash, cancellationToken);
        if (stored is null)
        {
            db.Bundles.Add(new StoredBundle { Hash = bundle.Hash, Content = bundle.ToJson(), CreatedAt = transaction.Now });
        }
        else
        {
            stored.UnusedSince = null;
        }
    }

    /// <summary>By hash; those that are gone are left out.</summary>
    public static async Task<Dictionary<string, WorkflowBundle>> ReadAsync(
        WorkflowsDbContext db, IEnumerable<string> hashes, CancellationToken cancellationToken)
    {
        var found = new Dictionary<string, WorkflowBundle>(StringComparer.Ordinal);
        foreach (var chunk in hashes.Chunk(ChunkSize).Select(part => part.ToList()))
        {
            foreach (var row in await db.Bundles.AsNoTracking().Where(row => chunk.Contains(row.Hash)).ToListAsync(cancellationToken))
            {
                found[row.Hash] = WorkflowBundle.Parse(row.Content);
            }
        }

        return found;
    }
}
