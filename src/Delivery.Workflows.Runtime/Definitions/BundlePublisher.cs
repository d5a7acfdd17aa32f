using System.Security.Cryptography;
using System.Text;
using Delivery.Messaging.Persistence;
using Delivery.ServiceDefaults.Problems;
using Delivery.Workflows.Runtime.Persistence;
using Delivery.Workflows.Runtime.Schedules;
using Delivery.Workflows.Runtime.Timers;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace Delivery.Workflows.Runtime.Definitions;

/// <summary>
/// Brings bundles and triggers up to date with what is published: those of the definition itself, and those of every definition that uses
/// it. Running instances keep the bundle they started with.
/// </summary>
internal sealed class BundlePublisher(WorkflowEngine engine, TimerSignal timers, ILogger<BundlePublisher> logger)
{
    public async Task UpdateAsync(ModuleTransaction<WorkflowsDbContext> transaction, CancellationToken cancellationToken)
    {
        // What this transaction has changed is not in the database yet, and is found through the change tracker only when it was loaded.
        var versions = await transaction.Db.Versions.ToListAsync(cancellationToken);
        versions = [.. versions.Concat(transaction.Db.Versions.Local).Distinct()];
        var resolver = new VersionResolver(versions);
        foreach (var version in versions.Where(version => version.IsPublished))
        {
            await UpdateAsync(transaction, version, resolver, cancellationToken);
        }

        string[] published = [.. versions.Where(version => version.IsPublished).Select(version => version.DefinitionId)];
        var orphans = await transaction.Db.Triggers.Where(trigger => !published.Contains(trigger.DefinitionId)).ToListAsync(cancellationToken);
        transaction.Db.Triggers.RemoveRange(orphans);
    }

    private async Task UpdateAsync(
        ModuleTransaction<WorkflowsDbContext> transaction, StoredVersion version, VersionResolver resolver, CancellationToken cancellationToken)
    {
        var db = transaction.Db;
        var bundle = WorkflowBundle.Create(WorkflowDefinition.Parse(version.Source), resolver.Resolve);
        if (bundle.Hash == version.BundleHash
            && await db.Triggers.AllAsync(trigger => trigger.DefinitionId != version.DefinitionId || trigger.VersionId == version.Id, cancellationToken)
            && await db.Triggers.AnyAsync(trigger => trigger.DefinitionId == version.DefinitionId, cancellationToken))
        {
            return;
        }

        if (!await db.Bundles.AnyAsync(stored => stored.Hash == bundle.Hash, cancellationToken)
            && db.Bundles.Local.All(stored => stored.Hash != bundle.Hash))
        {
            db.Bundles.Add(new StoredBundle { Hash = bundle.Hash, Content = bundle.ToJson(), CreatedAt = transaction.Now });
        }

        Check(version, bundle);
        version.BundleHash = bundle.Hash;
        var triggers = FindTriggers(bundle, transaction.Now);
        await ReplaceTriggersAsync(transaction, version, triggers, DefinitionDocuments.ActivationOf(bundle.Root), cancellationToken);
        Log.Published(logger, version.DefinitionId, version.Version, triggers.Count);
    }

    /// <summary>Refuses what would fault; what only looks like a mistake is logged.</summary>
    private void Check(StoredVersion version, WorkflowBundle bundle)
    {
        var problems = engine.Validate(bundle);
        foreach (var problem in problems.Where(problem => !problem.IsError))
        {
            Log.DefinitionDoubtful(logger, version.DefinitionId, version.Version, problem.ActivityNodeId, problem.Message);
        }

        DefinitionProblem[] errors = [.. problems.Where(problem => problem.IsError)];
        if (errors.Length == 0)
        {
            return;
        }

        var findings = string.Join(" ", errors.Select(error => $"{error.ActivityNodeId ?? "The definition"}: {error.Message}"));
        Log.DefinitionInvalid(logger, version.DefinitionId, version.Version, findings);
        var refusal = new ProblemException(WorkflowProblems.DefinitionInvalid, $"{version.DefinitionId} cannot be published. {findings}");
        refusal.Extensions["findings"] = errors.Select(error => new { activity = error.ActivityNodeId, message = error.Message }).ToArray();
        throw refusal;
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

    private async Task ReplaceTriggersAsync(
        ModuleTransaction<WorkflowsDbContext> transaction,
        StoredVersion version,
        IReadOnlyList<Trigger> triggers,
        ActivationStrategy activation,
        CancellationToken cancellationToken)
    {
        var db = transaction.Db;
        var old = await db.Triggers.Where(trigger => trigger.DefinitionId == version.DefinitionId)
            .ToDictionaryAsync(trigger => trigger.Id, cancellationToken);
        foreach (var trigger in triggers)
        {
            var id = IdOf(version.DefinitionId, trigger);
            if (old.Remove(id, out var stored))
            {
                (stored.VersionId, stored.BundleHash, stored.Activation) = (version.Id, version.BundleHash!, activation);
                continue;
            }

            db.Triggers.Add(new StoredTrigger
            {
                Id = id,
                DefinitionId = version.DefinitionId,
                VersionId = version.Id,
                BundleHash = version.BundleHash!,
                ActivityId = trigger.ActivityId,
                Name = trigger.Name,
                Hash = trigger.Hash,
                Payload = trigger.Payload?.ToJsonString() ?? "{}",
                Activation = activation,
            });
            Schedule(transaction, id, trigger);
        }

        db.Triggers.RemoveRange(old.Values);
    }

    /// <summary>A trigger that stays as it was keeps its schedule: what has fired does not fire again.</summary>
    private void Schedule(ModuleTransaction<WorkflowsDbContext> transaction, string id, Trigger trigger)
    {
        if (trigger.Schedule is not { } schedule || (schedule.At ?? schedule.Next(transaction.Now)) is not { } dueAt)
        {
            return;
        }

        transaction.Db.Schedules.Add(
            new StoredSchedule { TriggerId = id, Content = StoredJson.Write(schedule), DueAt = dueAt, WakeAt = dueAt });
        transaction.OnCommitted(() => timers.Announce(dueAt));
    }

    private static string IdOf(string definitionId, Trigger trigger) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{definitionId}|{trigger.ActivityId}|{trigger.Hash}")))[..32];
}
