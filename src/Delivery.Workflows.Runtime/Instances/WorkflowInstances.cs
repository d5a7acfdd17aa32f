using System.Globalization;
using System.Text.Json.Nodes;
using Delivery.ServiceDefaults.Paging;
using Delivery.ServiceDefaults.Problems;
using Delivery.Workflows.Runtime.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Delivery.Workflows.Runtime.Instances;

/// <summary>The instances: what operators and the Studio see of them and do with them.</summary>
public sealed class WorkflowInstances
{
    private readonly InstanceCommands _commands;
    private readonly IServiceScopeFactory _scopes;

    internal WorkflowInstances(InstanceCommands commands, IServiceScopeFactory scopes)
    {
        _commands = commands;
        _scopes = scopes;
    }

    /// <summary>The newest first.</summary>
    public async Task<Page<InstanceSummary>> ListAsync(InstanceFilter filter, PageRequest page, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(filter);
        ArgumentNullException.ThrowIfNull(page);
        await using var scope = _scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<WorkflowsDbContext>();
        var instances = InstanceQueries.After(InstanceQueries.Filter(db.Instances.AsNoTracking(), filter), page.After());
        var fetched = await InstanceQueries.Summaries(instances.OrderByDescending(row => row.CreatedAt).ThenByDescending(row => row.Id))
            .Take(page.Size() + 1)
            .ToListAsync(cancellationToken);
        return page.ToPage(fetched, InstanceQueries.CursorOf);
    }

    /// <summary>Null when there is no such instance.</summary>
    public async Task<InstanceSummary?> FindAsync(string instanceId, CancellationToken cancellationToken)
    {
        await using var scope = _scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<WorkflowsDbContext>();
        return await InstanceQueries.Summaries(db.Instances.AsNoTracking().Where(row => row.Id == instanceId)).FirstOrDefaultAsync(cancellationToken);
    }

    /// <summary>Everything that the instance remembers; null when there is no such instance.</summary>
    public async Task<InstanceState?> FindStateAsync(string instanceId, CancellationToken cancellationToken)
    {
        await using var scope = _scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<WorkflowsDbContext>();
        var state = await db.Instances.Where(row => row.Id == instanceId).Select(row => row.State).FirstOrDefaultAsync(cancellationToken);
        return state is null ? null : InstanceState.Deserialize(state);
    }

    /// <summary>The instance's journal from its beginning.</summary>
    public async Task<Page<JournalEntry>> ReadJournalAsync(string instanceId, PageRequest page, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(page);
        await using var scope = _scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<WorkflowsDbContext>();
        var after = ToNumber(page.After()) ?? -1;
        var rows = await db.Journal.AsNoTracking()
            .Where(entry => entry.InstanceId == instanceId && entry.Sequence > after)
            .OrderBy(entry => entry.Sequence)
            .Take(page.Size() + 1)
            .ToListAsync(cancellationToken);
        return page.ToPage(
            [.. rows.Select(row => StoredJson.Read<JournalEntry>(row.Content))],
            entry => entry.Sequence.ToString(CultureInfo.InvariantCulture));
    }

    /// <summary>The executions of the instance's activities, in the order in which they began.</summary>
    public async Task<IReadOnlyList<ActivityRecord>> ListActivitiesAsync(string instanceId, CancellationToken cancellationToken)
    {
        await using var scope = _scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<WorkflowsDbContext>();
        var rows = await db.ActivityRecords.AsNoTracking()
            .Where(record => record.InstanceId == instanceId)
            .OrderBy(record => record.StartedAt)
            .ToListAsync(cancellationToken);
        return [.. rows.Select(row => StoredJson.Read<ActivityRecord>(row.Content))];
    }

    /// <summary>What went wrong, the newest first.</summary>
    /// <param name="instanceId">In this instance; null for all.</param>
    /// <param name="page">Which page.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task<Page<IncidentSummary>> ListIncidentsAsync(string? instanceId, PageRequest page, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(page);
        await using var scope = _scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<WorkflowsDbContext>();
        var before = ToNumber(page.After()) ?? long.MaxValue;
        var fetched = await db.Incidents.AsNoTracking()
            .Where(row => row.Id < before && (instanceId == null || row.InstanceId == instanceId))
            .OrderByDescending(row => row.Id)
            .Select(row => new IncidentSummary(
                row.Id, row.InstanceId, row.CorrelationId, row.ActivityId, row.ActivityType, row.Message, row.Timestamp))
            .Take(page.Size() + 1)
            .ToListAsync(cancellationToken);
        return page.ToPage(fetched, incident => incident.Id.ToString(CultureInfo.InvariantCulture));
    }

    /// <summary>Starts an instance of a definition's published version at its beginning.</summary>
    /// <returns>The instance's id.</returns>
    /// <exception cref="ProblemException">There is no such definition, or none of its versions is published.</exception>
    public Task<string> StartAsync(
        string definitionId, string? correlationId, JsonObject? input, CancellationToken cancellationToken) =>
        _commands.StartAsync(definitionId, correlationId, input, properties: null, cancellationToken);

    /// <summary>The same with properties of the instance (<see cref="StartInstance.Properties"/>).</summary>
    /// <returns>The instance's id.</returns>
    /// <exception cref="ProblemException">
    /// There is no such definition, none of its versions is published, or it cannot run as the properties ask for.
    /// </exception>
    public Task<string> StartAsync(
        string definitionId, string? correlationId, JsonObject? input, JsonObject? properties, CancellationToken cancellationToken) =>
        _commands.StartAsync(definitionId, correlationId, input, properties, cancellationToken);

    /// <summary>
    /// Ends an instance wherever it stands. What was done inside compensation scopes is undone first, which can take a while; what it has
    /// sent otherwise stays.
    /// </summary>
    /// <exception cref="ProblemException">There is no such instance, it has ended, or it is being cancelled already.</exception>
    public Task CancelAsync(string instanceId, string reason, CancellationToken cancellationToken) =>
        _commands.CancelAsync(instanceId, reason, cancellationToken);

    /// <summary>Runs what has faulted in the instance again, and its timers, messages and intents that have failed or were given up.</summary>
    /// <param name="instanceId">The instance.</param>
    /// <param name="by">Who wants it, for the journal.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>How many there are.</returns>
    /// <exception cref="ProblemException">There is no such instance.</exception>
    public Task<int> RetryAsync(string instanceId, string by, CancellationToken cancellationToken) =>
        _commands.RetryAsync(instanceId, by, cancellationToken);

    /// <summary>Deletes an instance that does not run any more, with its journal and whatever else belongs to it.</summary>
    /// <exception cref="ProblemException">There is no such instance, or it still runs.</exception>
    public Task DeleteAsync(string instanceId, CancellationToken cancellationToken) => _commands.DeleteAsync(instanceId, cancellationToken);

    private static long? ToNumber(string? cursor) =>
        long.TryParse(cursor, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
