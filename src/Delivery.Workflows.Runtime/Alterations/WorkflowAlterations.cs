using System.Globalization;
using System.Text.Json.Nodes;
using Delivery.Messaging.Persistence;
using Delivery.ServiceDefaults.Paging;
using Delivery.ServiceDefaults.Problems;
using Delivery.Workflows.Runtime.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Delivery.Workflows.Runtime.Alterations;

/// <summary>Alterations of instances: of one at once, or of many by a plan that is worked off by all replicas and survives each of them.</summary>
public sealed class WorkflowAlterations
{
    private readonly InstanceAlterer _alterer;
    private readonly IServiceScopeFactory _scopes;
    private readonly AlterationSignal _signal;
    private readonly Transactions<WorkflowsDbContext> _transactions;

    internal WorkflowAlterations(
        InstanceAlterer alterer, Transactions<WorkflowsDbContext> transactions, AlterationSignal signal, IServiceScopeFactory scopes)
    {
        _alterer = alterer;
        _transactions = transactions;
        _signal = signal;
        _scopes = scopes;
    }

    /// <summary>Alters one instance now.</summary>
    /// <returns>False when there was nothing to do: it already runs what it was to be migrated to.</returns>
    /// <exception cref="ProblemException">There is no such instance, it has changed, or it cannot be altered like this; nothing has changed.</exception>
    public Task<bool> RunAsync(string instanceId, AlterationOrder order, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(order);
        return _alterer.AlterAsync(instanceId, order, job: null, cancellationToken);
    }

    /// <summary>Submits a plan; it begins at once, on whichever replica.</summary>
    /// <param name="planId">An id of the caller's own, so that submitting again submits nothing; null for a new one.</param>
    /// <param name="order">What to do to each instance.</param>
    /// <param name="filter">Which instances: those that match when their turn to be collected comes.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>The plan's id.</returns>
    public Task<string> SubmitAsync(string? planId, AlterationOrder order, AlterationFilter filter, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(order);
        ArgumentNullException.ThrowIfNull(filter);
        return _transactions.RunAsync(
            async (transaction, token) =>
            {
                var id = planId ?? "pln_" + Guid.CreateVersion7(transaction.Now).ToString("N", CultureInfo.InvariantCulture);
                transaction.OnCommitted(_signal.Wake);
                if (!await transaction.Db.AlterationPlans.AnyAsync(plan => plan.Id == id, token))
                {
                    transaction.Db.AlterationPlans.Add(new StoredAlterationPlan
                    {
                        Id = id,
                        Status = AlterationPlanStatus.Pending,
                        Alterations = new JsonArray([.. order.Alterations.Select(alteration => alteration.ToJson())]).ToJsonString(),
                        Filter = StoredJson.Write(filter),
                        By = order.By,
                        Note = order.Note,
                        CreatedAt = transaction.Now,
                    });
                }

                return id;
            },
            cancellationToken);
    }

    /// <summary>The instances that a filter matches now, by id.</summary>
    public async Task<Page<string>> PreviewAsync(AlterationFilter filter, PageRequest page, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(filter);
        ArgumentNullException.ThrowIfNull(page);
        await using var scope = _scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<WorkflowsDbContext>();
        var after = page.After();
        var ids = await AlterationSelection.Of(db, filter)
            .Where(row => after == null || row.Id.CompareTo(after) > 0)
            .OrderBy(row => row.Id)
            .Select(row => row.Id)
            .Take(page.Size() + 1)
            .ToListAsync(cancellationToken);
        return page.ToPage(ids, id => id);
    }

    /// <summary>Null when there is no such plan.</summary>
    public async Task<AlterationPlan?> FindAsync(string planId, CancellationToken cancellationToken)
    {
        await using var scope = _scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<WorkflowsDbContext>();
        return await db.AlterationPlans.AsNoTracking().Where(plan => plan.Id == planId)
            .Select(plan => new AlterationPlan
            {
                Id = plan.Id,
                Status = plan.Status,
                By = plan.By,
                Note = plan.Note,
                CreatedAt = plan.CreatedAt,
                StartedAt = plan.StartedAt,
                CompletedAt = plan.CompletedAt,
                PendingJobs = db.AlterationJobs.Count(job => job.PlanId == plan.Id && job.Status == AlterationJobStatus.Pending),
                CompletedJobs = db.AlterationJobs.Count(job => job.PlanId == plan.Id && job.Status == AlterationJobStatus.Completed),
                FailedJobs = db.AlterationJobs.Count(job => job.PlanId == plan.Id && job.Status == AlterationJobStatus.Failed),
            })
            .FirstOrDefaultAsync(cancellationToken);
    }

    /// <summary>A plan's instances, by id.</summary>
    /// <param name="planId">The plan.</param>
    /// <param name="status">Only those; null for all.</param>
    /// <param name="page">Which page.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task<Page<AlterationJob>> ListJobsAsync(
        string planId, AlterationJobStatus? status, PageRequest page, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(page);
        await using var scope = _scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<WorkflowsDbContext>();
        var after = page.After();
        var jobs = await db.AlterationJobs.AsNoTracking()
            .Where(job => job.PlanId == planId && (status == null || job.Status == status) && (after == null || job.InstanceId.CompareTo(after) > 0))
            .OrderBy(job => job.InstanceId)
            .Select(job => new AlterationJob(job.InstanceId, job.Status, job.Message, job.CompletedAt))
            .Take(page.Size() + 1)
            .ToListAsync(cancellationToken);
        return page.ToPage(jobs, job => job.InstanceId);
    }
}
