using System.Globalization;
using Delivery.Benchmarks.Postgres;

namespace Delivery.Benchmarks.Engine;

/// <summary>A database that holds a number of instances that wait or have ended, and the engine on it.</summary>
internal sealed class ScaleDatabase : IAsyncDisposable
{
    private const int Drivers = 64;
    private const string Sample = "ord_sample";

    private readonly EngineHost _engine;
    private readonly List<LoadResult> _loads = [];

    private ScaleDatabase(EngineHost engine, int instances)
    {
        _engine = engine;
        Instances = instances;
    }

    public int Instances { get; }

    /// <summary>All rounds together.</summary>
    public LoadResult Total => LoadResult.Together(_loads);

    public static async Task<ScaleDatabase> CreateAsync(PostgresServer postgres, int instances)
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"beside_{instances}");
        await postgres.ExecuteAsync($"CREATE DATABASE {name}");
        var database = new ScaleDatabase(await EngineHost.StartAsync(postgres.ConnectionStringFor(name)), instances);
        await database.TakeSampleAsync();
        if (instances > 0)
        {
            await postgres.ExecuteAsync(Clone(instances), name);
        }

        // What the server would do sooner or later in the background it does now, not while a rate is taken.
        await postgres.ExecuteAsync("VACUUM (ANALYZE)", name);
        await postgres.ExecuteAsync("CHECKPOINT", name);
        return database;
    }

    /// <summary>Lets the compiler do its work and the tables grow out of being empty.</summary>
    public Task WarmUpAsync(TimeSpan duration) => DriveAsync(duration, duration);

    public async Task MeasureAsync(TimeSpan duration) => _loads.Add(await DriveAsync(duration / 4, duration));

    public ValueTask DisposeAsync() => _engine.DisposeAsync();

    private Task<LoadResult> DriveAsync(TimeSpan warmUp, TimeSpan duration) =>
        Load.RunAsync(Drivers, warmUp, duration, () => EnginePg.Order(_engine));

    /// <summary>An order that waits, of which every second clone is made finished.</summary>
    private async Task TakeSampleAsync()
    {
        foreach (var message in OrderWorkflow.Messages(Sample)[..2])
        {
            await _engine.TakeAsync(message);
        }
    }

    private static string Clone(int instances)
    {
        var numbers = string.Create(CultureInfo.InvariantCulture, $"generate_series(1, {instances}) AS number");
        const string Id = "'wfi_clone' || number";
        const string Order = "'ord_clone' || number";
        const string IsFinished = "number % 2 = 0";
        const string IsSample = $"instance_id = (SELECT id FROM workflows.instances WHERE correlation_id = '{Sample}')";
        return $"""
            INSERT INTO workflows.instances (
                id, correlation_id, definition_id, version_id, version, bundle_hash, status, sub_status, revision, state, state_format,
                incident_count, created_at, updated_at, finished_at)
            SELECT {Id}, {Order}, definition_id, version_id, version, bundle_hash, CASE WHEN {IsFinished} THEN 'Finished' ELSE status END,
                CASE WHEN {IsFinished} THEN 'Finished' ELSE sub_status END, revision, state, state_format, incident_count,
                created_at, updated_at, CASE WHEN {IsFinished} THEN updated_at END
            FROM workflows.instances, {numbers} WHERE correlation_id = '{Sample}';
            INSERT INTO workflows.bookmarks (
                instance_id, id, name, hash, correlation_id, activity_id, activity_node_id, activity_instance_id, payload, created_at, attempts)
            SELECT {Id}, id, name, upper(md5({Order}) || md5({Id})), {Order}, activity_id, activity_node_id, activity_instance_id, payload,
                created_at, attempts
            FROM workflows.bookmarks, {numbers} WHERE {IsSample} AND NOT {IsFinished};
            INSERT INTO workflows.journal_entries (instance_id, sequence, activity_instance_id, activity_id, event_name, timestamp, content)
            SELECT {Id}, sequence, activity_instance_id, activity_id, event_name, timestamp, content
            FROM workflows.journal_entries, {numbers} WHERE {IsSample};
            INSERT INTO workflows.activity_records (
                instance_id, id, activity_id, activity_node_id, status, started_at, completed_at, has_bookmarks, content)
            SELECT {Id}, id, activity_id, activity_node_id, status, started_at, completed_at, has_bookmarks, content
            FROM workflows.activity_records, {numbers} WHERE {IsSample};
            INSERT INTO workflows.inbox_messages (message_id, endpoint, handled_at)
            SELECT gen_random_uuid(), 'workflows', now() FROM {numbers};
            """;
    }
}
