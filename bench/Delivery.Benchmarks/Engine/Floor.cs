using System.Globalization;
using Delivery.Messaging.Persistence;
using Delivery.Workflows.Runtime.Commits;
using Delivery.Workflows.Runtime.Execution;
using Npgsql;

namespace Delivery.Benchmarks.Engine;

/// <summary>
/// What the database costs: the same durable changes as the engine's, with the same batching, by statements written by hand and nothing else.
/// It reads nothing, computes nothing and serializes nothing; the revision guards the state row.
/// </summary>
internal sealed class Floor : IAsyncDisposable
{
    private readonly NpgsqlDataSource _dataSource;
    private readonly IReadOnlyList<PreparedBurst> _samples;
    private readonly Collector<FloorStep, bool> _steps;
    private long _committed;
    private long _groups;

    public Floor(string connectionString, IReadOnlyList<PreparedBurst> samples, int lanes, int maxSize)
    {
        // Its statements are planned as seldom as the engine's.
        _dataSource = NpgsqlDataSource.Create(PreparedConnections.SettingsFor(connectionString));
        _samples = samples;
        _steps = new Collector<FloorStep, bool>(CommitAsync, lanes, maxSize);
    }

    /// <summary>How many steps a group has on average.</summary>
    public double GroupSize => _groups == 0 ? 1 : (double)_committed / _groups;

    /// <summary>The steps of a new order.</summary>
    public IEnumerable<Func<Task>> Order()
    {
        var id = Guid.CreateVersion7().ToString("N", CultureInfo.InvariantCulture);
        foreach (var sample in _samples)
        {
            yield return () => _steps.AskAsync(new FloorStep("wfi_" + id, "ord_" + id, sample), CancellationToken.None);
        }
    }

    /// <summary>Counts groups anew.</summary>
    public void Reset() => (_committed, _groups) = (0, 0);

    public ValueTask DisposeAsync() => _dataSource.DisposeAsync();

    private async Task<IReadOnlyList<bool>> CommitAsync(IReadOnlyList<FloorStep> steps, CancellationToken cancellationToken)
    {
        await using var connection = await _dataSource.OpenConnectionAsync(cancellationToken);
        // One round trip: the server ends the transaction with the batch.
        await using var batch = connection.CreateBatch();
        foreach (var statement in FloorStatements.For(steps))
        {
            batch.BatchCommands.Add(statement.ToCommand());
        }

        await using var reader = await batch.ExecuteReaderAsync(cancellationToken);
        var rows = 0;
        do
        {
            while (await reader.ReadAsync(cancellationToken))
            {
                rows++;
            }
        }
        while (await reader.NextResultAsync(cancellationToken));

        Interlocked.Add(ref _committed, steps.Count);
        Interlocked.Increment(ref _groups);
        // Each step has a message that was not handled before, and an instance that was at its revision.
        return rows == 2 * steps.Count
            ? [.. steps.Select(_ => true)]
            : throw new InvalidOperationException("The floor has lost a race that cannot be lost.");
    }
}
