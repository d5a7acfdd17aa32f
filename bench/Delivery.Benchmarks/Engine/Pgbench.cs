using System.Globalization;
using System.Text.RegularExpressions;
using Delivery.Benchmarks.Postgres;
using Delivery.Workflows.Runtime.Commits;
using Npgsql;

namespace Delivery.Benchmarks.Engine;

/// <summary>
/// The floor's statements without any program of ours: pgbench runs them for groups of the floor's size, with the rows of one resume that lie in
/// tables beside. It says whether the floor is a floor.
/// </summary>
internal static partial class Pgbench
{
    // New keys lie next to each other in their indexes, as the engine's do.
    private const string InstanceId = "'wfi_' || to_char(nextval('bench_ids'), 'FM000000000000000000000000')";
    private const string MessageId = "lpad(to_hex(nextval('bench_ids')), 32, '0')::uuid";

    private const int Instances = 1_000;

    /// <returns>How many transitions a second.</returns>
    public static async Task<double> RunAsync(PostgresServer postgres, PreparedBurst sample, int clients, int groupSize, TimeSpan duration)
    {
        await PrepareAsync(postgres, sample);
        var script = string.Create(
            CultureInfo.InvariantCulture,
            $"""
            \set first (:client_id * {Instances / clients}) + random(0, {(Instances / clients) - groupSize - 1})
            \set last :first + {groupSize - 1}
            \startpipeline
            BEGIN;
            INSERT INTO workflows.inbox_messages (message_id, endpoint, handled_at)
                SELECT {MessageId}, 'workflows', now() FROM generate_series(:first::int, :last::int) ON CONFLICT DO NOTHING RETURNING message_id;
            UPDATE workflows.instances AS instance SET state = step.state, status = 'Running', sub_status = 'Suspended', updated_at = now(),
                finished_at = NULL, revision = instance.revision + 1
                FROM bench_states AS step, generate_series(:first::int, :last::int) AS number WHERE instance.id = 'wfi_pgbench' || number RETURNING id;
            DELETE FROM workflows.bookmarks AS bookmark USING generate_series(:first::int, :last::int) AS number
                WHERE bookmark.instance_id = 'wfi_pgbench' || number AND bookmark.id = 'b';
            INSERT INTO workflows.bookmarks (instance_id, id, name, hash, correlation_id, activity_id, activity_node_id, activity_instance_id,
                payload, created_at, attempts)
                SELECT 'wfi_pgbench' || number, 'b', name, replace(gen_random_uuid()::text || gen_random_uuid()::text, '-', ''),
                    'ord_pgbench' || number, activity_id, activity_node_id, activity_instance_id, payload, now(), 0
                FROM bench_bookmarks, generate_series(:first::int, :last::int) AS number;
            WITH step AS MATERIALIZED (SELECT {InstanceId} AS id FROM generate_series(:first::int, :last::int))
                INSERT INTO workflows.journal_entries
                    (instance_id, sequence, activity_instance_id, activity_id, event_name, timestamp, content)
                SELECT step.id, sequence, activity_instance_id, activity_id, event_name, now(), content FROM step, bench_journal;
            WITH step AS MATERIALIZED (SELECT {InstanceId} AS id FROM generate_series(:first::int, :last::int))
                INSERT INTO workflows.activity_records
                    (instance_id, id, activity_id, activity_node_id, status, started_at, completed_at, has_bookmarks, content)
                SELECT step.id, bench_records.id, activity_id, activity_node_id, 'Completed', now(), now(), false, content FROM step, bench_records
                ON CONFLICT (instance_id, id) DO UPDATE SET content = excluded.content;
            INSERT INTO workflows.outbox_messages (message_id, message_type, queue, body, created_at)
                SELECT {MessageId}, type, queue, body, now() FROM bench_outbox, generate_series(:first::int, :last::int);
            COMMIT;
            \endpipeline
            """);
        var output = await postgres.RunPgbenchAsync(script, clients, duration);
        return groupSize * double.Parse(TransactionsPerSecond().Match(output).Groups[1].Value, CultureInfo.InvariantCulture);
    }

    private static async Task PrepareAsync(PostgresServer postgres, PreparedBurst sample)
    {
        await postgres.ExecuteAsync(
            $"""
            CREATE SEQUENCE bench_ids CACHE 1000;
            CREATE TABLE bench_states (state bytea);
            CREATE TABLE bench_journal (sequence bigint, activity_instance_id text, activity_id text, event_name text, content text);
            CREATE TABLE bench_records (id text, activity_id text, activity_node_id text, content text);
            CREATE TABLE bench_bookmarks (name text, activity_id text, activity_node_id text, activity_instance_id text, payload text);
            CREATE TABLE bench_outbox (type text, queue text, body text);
            INSERT INTO workflows.instances (
                id, correlation_id, definition_id, version_id, version, bundle_hash, status, sub_status, revision, state, state_format,
                incident_count, created_at, updated_at)
            SELECT 'wfi_pgbench' || number, 'ord_pgbench' || number, 'benchmark-pgbench', 'version', 1, 'hash', 'Running', 'Suspended', 1, '', 1,
                0, now(), now()
            FROM generate_series(0, {Instances}) AS number;
            """);
        await using var dataSource = NpgsqlDataSource.Create(postgres.ConnectionString);
        await InsertAsync(dataSource, "INSERT INTO bench_states VALUES ($1)", sample.State);
        foreach (var (entry, content) in sample.Burst.Journal.Zip(sample.Journal))
        {
            await InsertAsync(
                dataSource, "INSERT INTO bench_journal VALUES ($1, $2, $3, $4, $5)",
                entry.Sequence, entry.ActivityInstanceId, entry.ActivityId, entry.EventName, content);
        }

        foreach (var (record, content) in sample.Burst.Records.Zip(sample.Records))
        {
            await InsertAsync(
                dataSource, "INSERT INTO bench_records VALUES ($1, $2, $3, $4)", record.Id, record.ActivityId, record.ActivityNodeId, content);
        }

        foreach (var bookmark in sample.Burst.AddedBookmarks)
        {
            await InsertAsync(
                dataSource, "INSERT INTO bench_bookmarks VALUES ($1, $2, $3, $4, $5)",
                bookmark.Name, bookmark.ActivityId, bookmark.ActivityNodeId, bookmark.ActivityInstanceId, bookmark.Payload!.ToJsonString());
        }

        foreach (var message in sample.Outgoing)
        {
            await InsertAsync(dataSource, "INSERT INTO bench_outbox VALUES ($1, $2, $3)", message.MessageType, message.Queue!, message.Body);
        }

        await postgres.ExecuteAsync("ANALYZE");
    }

    private static async Task InsertAsync(NpgsqlDataSource dataSource, string statement, params object[] values)
    {
        await using var command = dataSource.CreateCommand(statement);
        foreach (var value in values)
        {
            command.Parameters.Add(new NpgsqlParameter { Value = value });
        }

        await command.ExecuteNonQueryAsync();
    }

    [GeneratedRegex(@"tps = ([0-9.]+)")]
    private static partial Regex TransactionsPerSecond();
}
