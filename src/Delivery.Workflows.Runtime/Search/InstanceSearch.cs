using Delivery.Workflows.Runtime.Definitions;
using Delivery.Workflows.Runtime.Instances;
using Delivery.Workflows.Runtime.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Delivery.Workflows.Runtime.Search;

/// <summary>Finds instances, for lists that people sort, search and page through, and reads what they did.</summary>
public sealed class InstanceSearch
{
    private const int ChunkSize = 500;

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

    /// <summary>
    /// What the instances run on (R13), and what those run on that they have started and that still run, and so on. Each bundle is there once; null
    /// stands for one that is gone.
    /// </summary>
    public async Task<IReadOnlyList<WorkflowBundle?>> ReadBundlesAsync(IReadOnlyCollection<string> instanceIds, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(instanceIds);
        await using var scope = _scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<WorkflowsDbContext>();
        var (seen, hashes) = (new HashSet<string>(instanceIds, StringComparer.Ordinal), new HashSet<string>(StringComparer.Ordinal));
        for (List<string> ids = [.. seen]; ids.Count > 0;)
        {
            var started = new List<string>();
            foreach (var chunk in ids.Chunk(ChunkSize).Select(part => part.ToList()))
            {
                hashes.UnionWith(await db.Instances.AsNoTracking()
                    .Where(row => chunk.Contains(row.Id)).Select(row => row.BundleHash).Distinct().ToListAsync(cancellationToken));
                started.AddRange(await db.Instances.AsNoTracking()
                    .Where(row => row.Status == WorkflowStatus.Running && chunk.Contains(row.ParentInstanceId!))
                    .Select(row => row.Id).ToListAsync(cancellationToken));
            }

            ids = [.. started.Where(seen.Add)];
        }

        var bundles = await StoredBundle.ReadAsync(db, hashes, cancellationToken);
        return [.. hashes.Select(hash => bundles.GetValueOrDefault(hash))];
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
