using System.Text.Json.Nodes;
using Delivery.Messaging.Persistence;
using Delivery.ServiceDefaults.Problems;
using Delivery.Workflows.Runtime.Http.Endpoints;
using Delivery.Workflows.Runtime.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace Delivery.Workflows.Runtime.Definitions;

/// <summary>
/// Brings bundles and triggers up to date with what is published: those of the definition itself, and those of every definition that uses
/// it. Running instances keep the bundle they started with.
/// </summary>
internal sealed class BundlePublisher(WorkflowEngine engine, TriggerWriter triggerWriter, ILogger<BundlePublisher> logger)
{
    public async Task<PublishedBundles> UpdateAsync(
        ModuleTransaction<WorkflowsDbContext> transaction, DefinitionChange change, CancellationToken cancellationToken)
    {
        await transaction.Db.SaveChangesAsync(cancellationToken);
        var versions = await transaction.Db.Versions.ToListAsync(cancellationToken);
        var resolver = new VersionResolver(versions);
        var (updated, warnings) = (new List<string>(), new List<DefinitionFinding>());
        foreach (var version in versions.Where(version => version.IsPublished).OrderBy(version => version.DefinitionId, StringComparer.Ordinal))
        {
            var bundle = WorkflowBundle.Create(WorkflowDefinition.Parse(version.Source), resolver.Resolve);
            if (bundle.Hash == version.BundleHash)
            {
                continue;
            }

            warnings.AddRange(Check(version, bundle, change));
            updated.Add(version.DefinitionId);
            await UpdateAsync(transaction, version, bundle, cancellationToken);
        }

        string[] published = [.. versions.Where(version => version.IsPublished).Select(version => version.DefinitionId)];
        var orphans = await transaction.Db.Triggers.Where(trigger => !published.Contains(trigger.DefinitionId)).ToListAsync(cancellationToken);
        transaction.Db.Triggers.RemoveRange(orphans);
        return new PublishedBundles(updated, warnings);
    }

    private async Task UpdateAsync(
        ModuleTransaction<WorkflowsDbContext> transaction, StoredVersion version, WorkflowBundle bundle, CancellationToken cancellationToken)
    {
        await StoredBundle.EnsureAsync(transaction, bundle, cancellationToken);
        version.BundleHash = bundle.Hash;
        var triggers = FindTriggers(bundle, transaction.Now);
        await EndpointConflicts.CheckAsync(transaction.Db, version.DefinitionId, triggers, cancellationToken);
        await triggerWriter.ReplaceAsync(transaction, version, triggers, DefinitionDocuments.ActivationOf(bundle.Root), cancellationToken);
        Log.Published(logger, version.DefinitionId, version.Version, triggers.Count);
    }

    /// <summary>Refuses what would fault; what only looks like a mistake is logged and told.</summary>
    private DefinitionFinding[] Check(StoredVersion version, WorkflowBundle bundle, DefinitionChange change)
    {
        var problems = engine.Validate(bundle);
        var refusing = change.IsImport ? engine.Validate(bundle, new JsonObject()) : problems;
        DefinitionFinding[] errors = [.. refusing.Where(problem => problem.IsError).Select(problem => DefinitionFinding.Of(version.DefinitionId, problem))];
        if (errors.Length > 0)
        {
            var refusal = change.Refuse(version.DefinitionId, errors);
            Log.DefinitionInvalid(logger, version.DefinitionId, version.Version, refusal.Message);
            throw refusal;
        }

        DefinitionFinding[] warnings = [.. problems.Select(problem => DefinitionFinding.Of(version.DefinitionId, problem))];
        foreach (var warning in warnings)
        {
            Log.DefinitionDoubtful(logger, version.DefinitionId, version.Version, warning.Where, warning.Message);
        }

        return warnings;
    }

    private IReadOnlyList<Trigger> FindTriggers(WorkflowBundle bundle, DateTimeOffset now)
    {
        try
        {
            return engine.Triggers(bundle, now);
        }
        catch (WorkflowDefinitionException exception)
        {
            throw new ProblemException(WorkflowProblems.DefinitionInvalid, exception.Message);
        }
    }
}
