using System.Text.Json.Nodes;
using Delivery.Messaging.Persistence;
using Delivery.Workflows.Runtime.Execution;
using Delivery.Workflows.Runtime.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Delivery.Workflows.Runtime.Alterations;

/// <summary>Plans and jobs in the database. A claim is a lease: when its holder dies, another replica claims the job after it.</summary>
internal sealed class AlterationStore(Transactions<WorkflowsDbContext> transactions, IOptions<WorkflowRuntimeOptions> options)
{
    /// <summary>Collects the next instances of the oldest plan that lacks some; false when no plan does.</summary>
    public Task<bool> GenerateAsync(CancellationToken cancellationToken) => transactions.RunAsync(
        async (transaction, token) =>
        {
            var db = transaction.Db;
            var plan = await db.AlterationPlans
                .Where(plan => plan.Status == AlterationPlanStatus.Pending || plan.Status == AlterationPlanStatus.Generating)
                .OrderBy(plan => plan.CreatedAt)
                .FirstOrDefaultAsync(token);
            if (plan is null)
            {
                return false;
            }

            var (cursor, size) = (plan.Cursor, options.Value.AlterationBatchSize);
            var ids = await AlterationSelection.Of(db, StoredJson.Read<AlterationFilter>(plan.Filter))
                .Where(row => cursor == null || row.Id.CompareTo(cursor) > 0)
                .OrderBy(row => row.Id)
                .Select(row => row.Id)
                .Take(size)
                .ToListAsync(token);
            db.AlterationJobs.AddRange(ids.Select(id => new StoredAlterationJob
            {
                PlanId = plan.Id,
                InstanceId = id,
                Status = AlterationJobStatus.Pending,
                WakeAt = transaction.Now,
            }));
            plan.StartedAt ??= transaction.Now;
            plan.Cursor = ids.Count > 0 ? ids[^1] : cursor;
            plan.Status = ids.Count < size ? AlterationPlanStatus.Running : AlterationPlanStatus.Generating;
            plan.Revision++;
            return true;
        },
        cancellationToken);

    public Task<List<StoredAlterationJob>> ClaimAsync(CancellationToken cancellationToken) => transactions.RunAsync(
        async (transaction, token) =>
        {
            var due = await Due(transaction.Db, transaction.Now).ToListAsync(token);
            due.ForEach(job => job.WakeAt = transaction.Now + options.Value.AlterationLease);
            return due;
        },
        cancellationToken);

    /// <summary>What the job's plan wants.</summary>
    public Task<AlterationOrder> ReadOrderAsync(string planId, CancellationToken cancellationToken) => transactions.RunAsync(
        async (transaction, token) =>
        {
            var plan = await transaction.Db.AlterationPlans.AsNoTracking().FirstAsync(plan => plan.Id == planId, token);
            return new AlterationOrder
            {
                Alterations = [.. JsonNode.Parse(plan.Alterations)!.AsArray().Select(json => Alteration.Parse(json!.AsObject()))],
                By = plan.By,
                Note = plan.Note is null ? $"plan {plan.Id}" : $"{plan.Note} (plan {plan.Id})",
            };
        },
        cancellationToken);

    /// <summary>Ends a job beside any burst; one that is done already stays as it is.</summary>
    public Task EndAsync(StoredAlterationJob job, AlterationJobStatus status, string? message, CancellationToken cancellationToken) => transactions.RunAsync(
        (transaction, token) => EndAsync(transaction, job, status, message, token), cancellationToken);

    /// <summary>Ends a job in the transaction that alters its instance.</summary>
    public static Task<int> EndAsync(
        ModuleTransaction<WorkflowsDbContext> transaction, StoredAlterationJob job, AlterationJobStatus status, string? message, CancellationToken cancellationToken) =>
        transaction.Db.AlterationJobs
            .Where(stored => stored.PlanId == job.PlanId && stored.InstanceId == job.InstanceId && stored.Status == AlterationJobStatus.Pending)
            .ExecuteUpdateAsync(
                set => set
                    .SetProperty(stored => stored.Status, status)
                    .SetProperty(stored => stored.Message, message)
                    .SetProperty(stored => stored.WakeAt, (DateTimeOffset?)null)
                    .SetProperty(stored => stored.CompletedAt, transaction.Now),
                cancellationToken);

    /// <summary>It is tried again later, until it is given up.</summary>
    public Task PostponeAsync(StoredAlterationJob job, Exception exception, CancellationToken cancellationToken)
    {
        var attempts = job.Attempts + 1;
        return attempts >= options.Value.MaxAttempts
            ? EndAsync(job, AlterationJobStatus.Failed, exception.Message, cancellationToken)
            : transactions.RunAsync(
                (transaction, token) => transaction.Db.AlterationJobs
                    .Where(stored => stored.PlanId == job.PlanId && stored.InstanceId == job.InstanceId && stored.Status == AlterationJobStatus.Pending)
                    .ExecuteUpdateAsync(
                        set => set
                            .SetProperty(stored => stored.Attempts, attempts)
                            .SetProperty(stored => stored.WakeAt, transaction.Now + Backoff.After(attempts)),
                        token),
                cancellationToken);
    }

    /// <summary>Ends the plans of which no instance is left to do.</summary>
    public Task<int> CompleteAsync(CancellationToken cancellationToken) => transactions.RunAsync(
        (transaction, token) => transaction.Db.AlterationPlans
            .Where(plan => plan.Status == AlterationPlanStatus.Running
                && !transaction.Db.AlterationJobs.Any(job => job.PlanId == plan.Id && job.Status == AlterationJobStatus.Pending))
            .ExecuteUpdateAsync(
                set => set
                    .SetProperty(plan => plan.Status, AlterationPlanStatus.Completed)
                    .SetProperty(plan => plan.CompletedAt, transaction.Now)
                    .SetProperty(plan => plan.Revision, plan => plan.Revision + 1),
                token),
        cancellationToken);

    private IQueryable<StoredAlterationJob> Due(WorkflowsDbContext db, DateTimeOffset now)
    {
        var limit = options.Value.AlterationBatchSize;
        return db.OnSqlite
            ? db.AlterationJobs.Where(job => job.WakeAt <= now).OrderBy(job => job.WakeAt).Take(limit)
            : db.AlterationJobs.FromSql(
                $"SELECT * FROM workflows.alteration_jobs WHERE wake_at <= {now} ORDER BY wake_at LIMIT {limit} FOR UPDATE SKIP LOCKED");
    }
}
