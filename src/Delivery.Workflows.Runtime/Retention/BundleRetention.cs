using Delivery.Messaging.Persistence;
using Delivery.Workflows.Runtime.Definitions;
using Delivery.Workflows.Runtime.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Delivery.Workflows.Runtime.Retention;

/// <summary>
/// Deletes bundles that nothing needs: no version, no trigger, no instance. A start that has read a trigger may still be on its way when the
/// trigger is replaced; therefore a bundle is noted as unused first, and deleted only when it has been so for long.
/// </summary>
internal sealed class BundleRetention(Transactions<WorkflowsDbContext> transactions)
{
    /// <param name="before">Unused since then.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task<int> DeleteAsync(DateTimeOffset before, CancellationToken cancellationToken)
    {
        var deleted = 0;
        foreach (var hash in await FindAsync(cancellationToken))
        {
            deleted += await transactions.RunAsync((transaction, token) => LookAtAsync(transaction, hash, before, token), cancellationToken);
        }

        return deleted;
    }

    private Task<List<string>> FindAsync(CancellationToken cancellationToken) => transactions.RunAsync(
        (transaction, token) => transaction.Db.Bundles
            .Where(bundle => bundle.UnusedSince != null
                || (!transaction.Db.Versions.Any(version => version.BundleHash == bundle.Hash)
                    && !transaction.Db.Triggers.Any(trigger => trigger.BundleHash == bundle.Hash)))
            .Select(bundle => bundle.Hash)
            .ToListAsync(token),
        cancellationToken);

    private static async Task<int> LookAtAsync(
        ModuleTransaction<WorkflowsDbContext> transaction, string hash, DateTimeOffset before, CancellationToken cancellationToken)
    {
        var db = transaction.Db;
        var bundle = await db.Bundles.FirstOrDefaultAsync(stored => stored.Hash == hash, cancellationToken);
        if (bundle is null)
        {
            return 0;
        }

        if (await IsUsedAsync(db, bundle, cancellationToken))
        {
            bundle.UnusedSince = null;
            return 0;
        }

        bundle.UnusedSince ??= transaction.Now;

        // Whoever begins to use it takes the note away, in a transaction that this statement waits for.
        return bundle.UnusedSince < before
            ? await db.Bundles.Where(stored => stored.Hash == hash && stored.UnusedSince < before).ExecuteDeleteAsync(cancellationToken)
            : 0;
    }

    private static async Task<bool> IsUsedAsync(WorkflowsDbContext db, StoredBundle bundle, CancellationToken cancellationToken)
    {
        if (await db.Versions.AnyAsync(version => version.BundleHash == bundle.Hash, cancellationToken)
            || await db.Triggers.AnyAsync(trigger => trigger.BundleHash == bundle.Hash, cancellationToken))
        {
            return true;
        }

        // By definition and status first, as the index has them.
        var definitionId = WorkflowBundle.Parse(bundle.Content).Root.DefinitionId;
        return await db.Instances.AnyAsync(
            instance => instance.DefinitionId == definitionId
                && (instance.Status == WorkflowStatus.Running || instance.Status == WorkflowStatus.Finished)
                && instance.BundleHash == bundle.Hash,
            cancellationToken);
    }
}
