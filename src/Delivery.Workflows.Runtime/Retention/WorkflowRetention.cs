using Delivery.Messaging.Persistence;
using Delivery.Messaging.Retention;
using Delivery.Workflows.Runtime.Alterations;
using Delivery.Workflows.Runtime.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Delivery.Workflows.Runtime.Retention;

/// <summary>Deletes what is over, in small transactions that lock nothing but what they delete.</summary>
internal sealed class WorkflowRetention(
    Transactions<WorkflowsDbContext> transactions, BundleRetention bundles, RetentionOptions batches, IOptions<WorkflowRuntimeOptions> options)
    : IRetention<WorkflowsDbContext>
{
    /// <summary>An instance is many rows.</summary>
    private const int RowsPerInstance = 50;

    public async Task<int> DeleteAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        var retention = options.Value.Retention;
        return await DeleteInstancesAsync(WorkflowSubStatus.Finished, now, retention.Finished, cancellationToken)
            + await DeleteInstancesAsync(WorkflowSubStatus.Cancelled, now, retention.Cancelled, cancellationToken)
            + await DeleteDraftsAsync(now, retention.Drafts, cancellationToken)
            + await DeleteRecordsAsync(now, retention.Records, cancellationToken)
            + (retention.Bundles > TimeSpan.Zero ? await bundles.DeleteAsync(now - retention.Bundles, cancellationToken) : 0);
    }

    private Task<int> DeleteInstancesAsync(WorkflowSubStatus status, DateTimeOffset now, TimeSpan age, CancellationToken cancellationToken)
    {
        var before = now - age;
        var size = Math.Max(1, batches.Batch / RowsPerInstance);
        return RepeatAsync(
            age,
            size,
            async (db, token) =>
            {
                var ids = await OldInstances(db, status, before, size).Select(instance => instance.Id).ToListAsync(token);
                await InstanceRemover.RemoveAsync(db, ids, token);
                return ids.Count;
            },
            cancellationToken);
    }

    /// <summary>
    /// Two replicas delete different ones, and neither waits for a burst. What another instance has started stays until that one has taken its
    /// end, and until its start is settled: whoever carries that out again must find it.
    /// </summary>
    private static IQueryable<Instances.StoredInstance> OldInstances(WorkflowsDbContext db, WorkflowSubStatus status, DateTimeOffset before, int size)
    {
        var name = status.ToString();
        return db.OnSqlite
            ? db.Instances
                .Where(instance => instance.SubStatus == status && instance.FinishedAt < before
                    && !db.Intents.Any(intent => intent.InstanceId == instance.Id)
                    && (instance.ParentInstanceId == null
                        || (!db.Intents.Any(intent => intent.InstanceId == instance.ParentInstanceId && intent.Kind == IntentKinds.StartWorkflows)
                            && !db.Mailbox.Any(mail => mail.InstanceId == instance.ParentInstanceId && mail.MessageKey == instance.Id))))
                .OrderBy(instance => instance.FinishedAt)
                .Take(size)
            : db.Instances.FromSql(
                $"""
                SELECT * FROM workflows.instances AS instance
                WHERE sub_status = {name} AND finished_at < {before}
                    AND NOT EXISTS (SELECT FROM workflows.intents AS intent WHERE intent.instance_id = instance.id)
                    AND (parent_instance_id IS NULL OR NOT EXISTS (
                        SELECT FROM workflows.intents AS intent
                        WHERE intent.instance_id = instance.parent_instance_id AND intent.kind = {IntentKinds.StartWorkflows}))
                    AND (parent_instance_id IS NULL OR NOT EXISTS (
                        SELECT FROM workflows.mailbox_messages AS mail
                        WHERE mail.instance_id = instance.parent_instance_id AND mail.message_key = instance.id))
                ORDER BY finished_at LIMIT {size} FOR UPDATE SKIP LOCKED
                """);
    }

    private Task<int> DeleteDraftsAsync(DateTimeOffset now, TimeSpan age, CancellationToken cancellationToken)
    {
        var before = now - age;
        return RepeatAsync(
            age,
            batches.Batch,
            (db, token) => db.Versions
                .Where(version => db.Versions
                    .Where(old => !old.IsLatest && !old.IsPublished && old.PublishedAt == null && old.UpdatedAt < before)
                    .Where(old => !db.Instances.Any(instance => instance.DefinitionId == old.DefinitionId && instance.VersionId == old.Id
                        && (instance.Status == WorkflowStatus.Running || instance.SubStatus == WorkflowSubStatus.Faulted)))
                    .OrderBy(old => old.UpdatedAt).Take(batches.Batch)
                    .Any(old => old.Id == version.Id))
                .ExecuteDeleteAsync(token),
            cancellationToken);
    }

    private async Task<int> DeleteRecordsAsync(DateTimeOffset now, TimeSpan age, CancellationToken cancellationToken)
    {
        var before = now - age;
        var jobs = await RepeatAsync(
            age,
            batches.Batch,
            (db, token) => db.AlterationJobs
                .Where(job => db.AlterationJobs
                    .Where(old => db.AlterationPlans.Any(plan => plan.Id == old.PlanId && plan.CompletedAt < before))
                    .OrderBy(old => old.PlanId).ThenBy(old => old.InstanceId).Take(batches.Batch)
                    .Any(old => old.PlanId == job.PlanId && old.InstanceId == job.InstanceId))
                .ExecuteDeleteAsync(token),
            cancellationToken);
        var plans = await RepeatAsync(
            age,
            batches.Batch,
            (db, token) => db.AlterationPlans
                .Where(plan => plan.Status == AlterationPlanStatus.Completed && plan.CompletedAt < before && !db.AlterationJobs.Any(job => job.PlanId == plan.Id))
                .ExecuteDeleteAsync(token),
            cancellationToken);
        var incidents = await RepeatAsync(
            age,
            batches.Batch,
            (db, token) => db.Incidents
                .Where(incident => db.Incidents
                    .Where(old => old.InstanceId == string.Empty && old.Timestamp < before)
                    .OrderBy(old => old.Id).Take(batches.Batch)
                    .Any(old => old.Id == incident.Id))
                .ExecuteDeleteAsync(token),
            cancellationToken);
        return jobs + plans + incidents;
    }

    private async Task<int> RepeatAsync(
        TimeSpan age, int size, Func<WorkflowsDbContext, CancellationToken, Task<int>> delete, CancellationToken cancellationToken)
    {
        var total = 0;
        for (var count = size; age > TimeSpan.Zero && count >= size; total += count)
        {
            count = await transactions.RunAsync((transaction, token) => delete(transaction.Db, token), cancellationToken);
        }

        return total;
    }
}
