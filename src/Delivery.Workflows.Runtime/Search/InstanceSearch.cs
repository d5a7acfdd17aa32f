using Delivery.Workflows.Runtime.Instances;
using Delivery.Workflows.Runtime.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Delivery.Workflows.Runtime.Search;

/// <summary>Finds instances, for lists that people sort, search and page through, and reads what they did.</summary>
public sealed class InstanceSearch
{
    private readonly IServiceScopeFactory _scopes;

    internal InstanceSearch(IServiceScopeFactory scopes) => _scopes = scopes;

    /// <summary>The instances that fit.</summary>
    public async Task<Found<InstanceSummary>> ListAsync(InstanceQuery query, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(query);
        await using var scope = _scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<WorkflowsDbContext>();
        var instances = InstanceConditions.Apply(db.Instances.AsNoTracking(), query);
        var total = await instances.CountAsync(cancellationToken);
        var page = InstanceConditions.Sort(instances, query).Skip(query.Skip).Take(query.Take ?? int.MaxValue);
        return new Found<InstanceSummary>(await InstanceQueries.Summaries(page).ToListAsync(cancellationToken), total);
    }

    /// <summary>The whole journal of an instance, from its beginning.</summary>
    public async Task<IReadOnlyList<JournalEntry>> ReadJournalAsync(string instanceId, CancellationToken cancellationToken)
    {
        await using var scope = _scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<WorkflowsDbContext>();
        var rows = await db.Journal.AsNoTracking()
            .Where(entry => entry.InstanceId == instanceId)
            .OrderBy(entry => entry.Sequence)
            .Select(entry => entry.Content)
            .ToListAsync(cancellationToken);
        return [.. rows.Select(StoredJson.Read<JournalEntry>)];
    }

    /// <summary>One execution of an activity, with the instance's id; null when there is none.</summary>
    public async Task<(string InstanceId, ActivityRecord Record)?> FindActivityAsync(string executionId, CancellationToken cancellationToken)
    {
        // The execution's id is the instance's and a number, which is how the row is found by its key.
        var dash = executionId.LastIndexOf('-');
        if (dash <= 0)
        {
            return null;
        }

        var instanceId = executionId[..dash];
        await using var scope = _scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<WorkflowsDbContext>();
        var content = await db.ActivityRecords.AsNoTracking()
            .Where(record => record.InstanceId == instanceId && record.Id == executionId)
            .Select(record => record.Content)
            .FirstOrDefaultAsync(cancellationToken);
        return content is null ? null : (instanceId, StoredJson.Read<ActivityRecord>(content));
    }
}
