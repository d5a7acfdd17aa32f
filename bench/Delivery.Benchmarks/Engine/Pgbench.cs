using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Delivery.Benchmarks.Postgres;
using Delivery.Workflows;
using Delivery.Workflows.Runtime.Commits;
using Npgsql;

namespace Delivery.Benchmarks.Engine;

/// <summary>
/// The floor's statements without any program of ours: pgbench carries groups of new orders, as large as the floor's, from start to end, one
/// transaction and one round trip for each step. What the rows hold lies in tables beside. It says whether the floor is a floor.
/// </summary>
internal static partial class Pgbench
{
    // New keys lie next to each other in their indexes, as the floor's do; the hashes of bookmarks are scattered, as the floor's are.
    private const string Ids = "SELECT 'wfi_' || lpad(to_hex(:client_id::bigint), 2, '0') || lpad(to_hex(:life::bigint * 1000 + number), 30, '0') AS id";
    private const string Hash = "upper(replace(gen_random_uuid()::text || gen_random_uuid()::text, '-', ''))";

    /// <returns>How many orders came to their end in a second.</returns>
    public static async Task<double> RunAsync(
        PostgresServer postgres, IReadOnlyList<PreparedBurst> samples, int clients, int groupSize, TimeSpan duration)
    {
        await PrepareAsync(postgres, samples);
        var script = new StringBuilder(@"\set life :life + 1").AppendLine();
        for (var step = 0; step < samples.Count; step++)
        {
            script.AppendLine(@"\startpipeline").AppendLine(Step(step, samples[step], groupSize)).AppendLine(@"\endpipeline");
        }

        var output = await postgres.RunPgbenchAsync(script.ToString(), clients, duration);
        return groupSize * double.Parse(TransactionsPerSecond().Match(output).Groups[1].Value, CultureInfo.InvariantCulture);
    }

    /// <summary>The server ends the transaction with the pipeline, as it does with the floor's batch.</summary>
    private static string Step(int step, PreparedBurst sample, int groupSize)
    {
        var number = step.ToString(CultureInfo.InvariantCulture);
        var series = string.Create(CultureInfo.InvariantCulture, $"generate_series(1, {groupSize}) AS number");
        var instances = $"({Ids}, '{{\"OrderId\":\"ord_' || to_hex(:life::bigint * 1000 + number) || '\"}}' AS payload FROM {series}) AS instance";
        var statements = new List<string>
        {
            $"INSERT INTO workflows.inbox_messages (message_id, endpoint, handled_at) SELECT lpad(to_hex(nextval('bench_ids')), 32, '0')::uuid, 'workflows', now() FROM {series} ON CONFLICT DO NOTHING RETURNING message_id",
            sample.IsNew
                ? $"INSERT INTO workflows.instances (id, correlation_id, state, status, sub_status, updated_at, definition_id, version_id, version, bundle_hash, revision, state_format, incident_count, created_at) SELECT instance.id, instance.id, state, status, sub_status, now(), 'benchmark-pgbench', 'version', 1, 'hash', 1, 1, 0, now() FROM bench_states, {instances} WHERE step = {number} RETURNING id"
                : $"UPDATE workflows.instances AS stored SET state = bench_states.state, status = bench_states.status, sub_status = bench_states.sub_status, updated_at = now(), finished_at = bench_states.finished_at, revision = stored.revision + 1 FROM bench_states, {instances} WHERE step = {number} AND stored.id = instance.id AND stored.revision = {number} RETURNING stored.id",
        };
        if (sample.Burst.RemovedBookmarks.Count > 0)
        {
            statements.Add($"DELETE FROM workflows.bookmarks AS bookmark USING bench_removed, {instances} WHERE step = {number} AND bookmark.instance_id = instance.id AND bookmark.id = bench_removed.id");
        }

        if (sample.Burst.AddedBookmarks.Count > 0)
        {
            statements.Add($"INSERT INTO workflows.bookmarks (instance_id, id, name, hash, correlation_id, activity_id, activity_node_id, activity_instance_id, payload, created_at, attempts) SELECT instance.id, bench_added.id, name, {Hash}, instance.id, activity_id, activity_node_id, activity_instance_id, instance.payload, now(), 0 FROM bench_added, {instances} WHERE step = {number}");
        }

        statements.Add($"INSERT INTO workflows.journal_entries (instance_id, sequence, activity_instance_id, activity_id, event_name, timestamp, content) SELECT instance.id, sequence, activity_instance_id, activity_id, event_name, now(), content FROM bench_journal, {instances} WHERE step = {number}");
        statements.Add($"INSERT INTO workflows.activity_records (instance_id, id, activity_id, activity_node_id, status, started_at, completed_at, has_bookmarks, content) SELECT instance.id, bench_records.id, activity_id, activity_node_id, status, now(), completed_at, has_bookmarks, content FROM bench_records, {instances} WHERE step = {number} ON CONFLICT (instance_id, id) DO UPDATE SET status = excluded.status, completed_at = excluded.completed_at, has_bookmarks = excluded.has_bookmarks, content = excluded.content");
        if (sample.Outgoing.Count > 0)
        {
            statements.Add($"INSERT INTO workflows.outbox_messages (message_id, message_type, queue, body, created_at) SELECT lpad(to_hex(nextval('bench_ids')), 32, '0')::uuid, type, queue, body, now() FROM bench_outbox, {series} WHERE step = {number}");
        }

        return string.Join(";\n", statements) + ";";
    }

    private static async Task PrepareAsync(PostgresServer postgres, IReadOnlyList<PreparedBurst> samples)
    {
        await postgres.ExecuteAsync(
            """
            CREATE SEQUENCE bench_ids CACHE 1000;
            CREATE TABLE bench_states (step int, state bytea, status text, sub_status text, finished_at timestamptz);
            CREATE TABLE bench_journal (step int, sequence bigint, activity_instance_id text, activity_id text, event_name text, content text);
            CREATE TABLE bench_records (
                step int, id text, activity_id text, activity_node_id text, status text, completed_at timestamptz, has_bookmarks bool, content text);
            CREATE TABLE bench_removed (step int, id text);
            CREATE TABLE bench_added (step int, id text, name text, activity_id text, activity_node_id text, activity_instance_id text);
            CREATE TABLE bench_outbox (step int, type text, queue text, body text);
            """);
        await using var dataSource = NpgsqlDataSource.Create(postgres.ConnectionString);
        for (var step = 0; step < samples.Count; step++)
        {
            await InsertAsync(dataSource, step, samples[step]);
        }

        await postgres.ExecuteAsync("ANALYZE");
    }

    private static async Task InsertAsync(NpgsqlDataSource dataSource, int step, PreparedBurst sample)
    {
        var state = sample.Burst.State;
        var isRunning = state.Status == WorkflowStatus.Running;
        await InsertAsync(
            dataSource, "bench_states", step, sample.State, isRunning ? "Running" : "Finished", isRunning ? "Suspended" : "Finished", state.FinishedAt);
        foreach (var (entry, content) in sample.Burst.Journal.Zip(sample.Journal))
        {
            await InsertAsync(dataSource, "bench_journal", step, entry.Sequence, entry.ActivityInstanceId, entry.ActivityId, entry.EventName, content);
        }

        foreach (var (record, content) in sample.Burst.Records.Zip(sample.Records))
        {
            await InsertAsync(
                dataSource, "bench_records", step, record.Id, record.ActivityId, record.ActivityNodeId, record.CompletedAt is null ? "Running" : "Completed",
                record.CompletedAt, record.HasBookmarks, content);
        }

        foreach (var bookmark in sample.Burst.RemovedBookmarks)
        {
            await InsertAsync(dataSource, "bench_removed", step, bookmark.Id);
        }

        foreach (var bookmark in sample.Burst.AddedBookmarks)
        {
            await InsertAsync(
                dataSource, "bench_added", step, bookmark.Id, bookmark.Name, bookmark.ActivityId, bookmark.ActivityNodeId, bookmark.ActivityInstanceId);
        }

        foreach (var message in sample.Outgoing)
        {
            await InsertAsync(dataSource, "bench_outbox", step, message.MessageType, message.Queue, message.Body);
        }
    }

    private static async Task InsertAsync(NpgsqlDataSource dataSource, string table, params object?[] values)
    {
        await using var command = dataSource.CreateCommand($"INSERT INTO {table} VALUES ({string.Join(", ", values.Select((_, i) => $"${i + 1}"))})");
        foreach (var value in values)
        {
            command.Parameters.Add(new NpgsqlParameter { Value = value ?? DBNull.Value });
        }

        await command.ExecuteNonQueryAsync();
    }

    [GeneratedRegex(@"tps = ([0-9.]+)")]
    private static partial Regex TransactionsPerSecond();
}
