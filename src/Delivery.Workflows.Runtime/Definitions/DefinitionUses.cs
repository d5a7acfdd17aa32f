using Delivery.ServiceDefaults.Problems;
using Delivery.Workflows.Runtime.Execution;
using Delivery.Workflows.Runtime.Instances;
using Delivery.Workflows.Runtime.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Delivery.Workflows.Runtime.Definitions;

/// <summary>Who needs a version: instances that can still go on, on their own or inside a bundle, and published definitions.</summary>
internal sealed class DefinitionUses(BundleCache bundles)
{
    private const int Examples = 5;

    /// <exception cref="ProblemException">Somebody does.</exception>
    public async Task CheckUnusedAsync(WorkflowsDbContext db, string definitionId, IReadOnlyCollection<string> versionIds, CancellationToken cancellationToken)
    {
        var live = new List<string>();
        foreach (var (hash, rootId) in await FindBundlesAsync(db, versionIds, cancellationToken))
        {
            live.AddRange(await LiveOn(db, hash, rootId).Select(instance => instance.Id).Order().Take(Examples).ToListAsync(cancellationToken));
        }

        if (live.Count > 0)
        {
            throw new ProblemException(
                WorkflowProblems.DefinitionInUse,
                $"Instances that can still go on run '{definitionId}', for example {string.Join(", ", live.Take(Examples))}. Migrate or cancel them, or wait until they have ended.")
            {
                Extensions = { ["instances"] = live.Take(Examples).ToArray() },
            };
        }
    }

    /// <exception cref="ProblemException">A published definition runs one of the versions inside it.</exception>
    public async Task CheckNoConsumersAsync(
        WorkflowsDbContext db, string definitionId, IReadOnlyCollection<string> versionIds, DefinitionChange change, CancellationToken cancellationToken)
    {
        var consumers = await FindConsumersAsync(db, definitionId, workflow => versionIds.Contains(workflow.Id), cancellationToken);
        if (consumers.Count > 0)
        {
            throw change.RefuseUsed(consumers);
        }
    }

    /// <summary>The published definitions that run it inside them.</summary>
    public Task<IReadOnlyList<string>> FindConsumersAsync(WorkflowsDbContext db, string definitionId, CancellationToken cancellationToken) =>
        FindConsumersAsync(db, definitionId, workflow => workflow.DefinitionId == definitionId, cancellationToken);

    private async Task<IReadOnlyList<string>> FindConsumersAsync(
        WorkflowsDbContext db, string definitionId, Func<WorkflowDefinition, bool> isMeant, CancellationToken cancellationToken)
    {
        var published = await db.Versions.AsNoTracking()
            .Where(version => version.IsPublished && version.DefinitionId != definitionId && version.BundleHash != null)
            .Select(version => new { version.DefinitionId, version.BundleHash })
            .ToListAsync(cancellationToken);
        var consumers = new List<string>();
        foreach (var version in published)
        {
            var bundle = await bundles.GetAsync(version.BundleHash!, cancellationToken);
            if (bundle.Workflows.Any(isMeant))
            {
                consumers.Add(version.DefinitionId);
            }
        }

        return [.. consumers.Order(StringComparer.Ordinal)];
    }

    /// <summary>A faulted instance can be retried: it needs its versions as a running one does.</summary>
    private static IQueryable<StoredInstance> LiveOn(WorkflowsDbContext db, string hash, string rootId) =>
        db.Instances.AsNoTracking().Where(instance => instance.BundleHash == hash
            && ((instance.DefinitionId == rootId && instance.Status == WorkflowStatus.Running) || instance.SubStatus == WorkflowSubStatus.Faulted));

    /// <summary>The text of an id can stand in a document by chance; the parsed bundle decides.</summary>
    private async Task<IReadOnlyDictionary<string, string>> FindBundlesAsync(
        WorkflowsDbContext db, IReadOnlyCollection<string> versionIds, CancellationToken cancellationToken)
    {
        var found = new Dictionary<string, string>();
        foreach (var versionId in versionIds)
        {
            var candidates = await db.Bundles.AsNoTracking().Where(bundle => bundle.Content.Contains(versionId))
                .Select(bundle => bundle.Hash).ToListAsync(cancellationToken);
            foreach (var hash in candidates)
            {
                var bundle = await bundles.GetAsync(hash, cancellationToken);
                if (bundle.Root.Id == versionId || bundle.Workflows.Any(workflow => workflow.Id == versionId))
                {
                    found[hash] = bundle.Root.DefinitionId;
                }
            }
        }

        return found;
    }
}
