using System.Globalization;
using Delivery.Benchmarks.Postgres;
using Delivery.Benchmarks.Reporting;

namespace Delivery.Benchmarks.Engine;

/// <summary>The rate of resumes beside more and more instances that wait or have ended.</summary>
internal static class EngineScale
{
    private const int Drivers = 64;
    private const string Sample = "ord_sample";

    public static async Task<Report> RunAsync(BenchmarkOptions options)
    {
        await using var postgres = await PostgresServer.StartAsync();
        await using var engine = await EngineHost.StartAsync(postgres.ConnectionString);
        var report = new Report("instances beside", "resumes/s", "p50 ms", "p99 ms");
        // Whoever is measured first would pay for the compiler and for the growth of empty tables.
        await Load.RunAsync(Drivers, options.Duration, options.Duration, () => EnginePg.Order(engine));
        await MeasureAsync(engine, options, report, "baseline", 0);
        await TakeSampleAsync(engine);
        await CloneAsync(postgres, 1, 100_000);
        await MeasureAsync(engine, options, report, "at100k", 100_000);
        if (options.Nightly)
        {
            await CloneAsync(postgres, 100_001, 1_000_000);
            await MeasureAsync(engine, options, report, "at1m", 1_000_000);
        }

        return report;
    }

    private static async Task MeasureAsync(EngineHost engine, BenchmarkOptions options, Report report, string figure, int instances)
    {
        var load = await Load.RunAsync(Drivers, options.Duration / 2, options.Duration, () => EnginePg.Order(engine));
        report.Add(instances.ToString("N0", CultureInfo.InvariantCulture), load.ResumesPerSecond, load.P50, load.P99);
        report.Figures[figure] = Math.Round(load.ResumesPerSecond);
    }

    /// <summary>An order that waits, of which every second clone is made finished.</summary>
    private static async Task TakeSampleAsync(EngineHost engine)
    {
        foreach (var message in OrderWorkflow.Messages(Sample)[..2])
        {
            await engine.TakeAsync(message);
        }
    }

    private static async Task CloneAsync(PostgresServer postgres, int first, int last)
    {
        var numbers = string.Create(CultureInfo.InvariantCulture, $"generate_series({first}, {last}) AS number");
        const string Id = "'wfi_clone' || number";
        const string Order = "'ord_clone' || number";
        const string IsFinished = "number % 2 = 0";
        const string IsSample = $"instance_id = (SELECT id FROM workflows.instances WHERE correlation_id = '{Sample}')";
        await postgres.ExecuteAsync(
            $"""
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
            ANALYZE;
            CHECKPOINT;
            """);
    }
}
