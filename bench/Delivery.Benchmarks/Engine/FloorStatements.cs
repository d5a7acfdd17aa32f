using Delivery.Messaging.Outbox;
using Delivery.Workflows;
using Npgsql;
using NpgsqlTypes;

namespace Delivery.Benchmarks.Engine;

/// <summary>The statements of the floor, written by hand.</summary>
internal static class FloorStatements
{
    /// <summary>As long as the engine's, and different, so that the two can be counted apart.</summary>
    private const string DefinitionId = "benchmark-floor";

    /// <summary>All statements of a group's transaction.</summary>
    public static IEnumerable<FloorStatement> For(IReadOnlyList<FloorStep> steps) =>
        [.. Inbox(steps), .. Instances(steps), .. Bookmarks(steps), .. History(steps), .. Outbox(steps)];

    private static IEnumerable<FloorStatement> Inbox(IReadOnlyList<FloorStep> steps) =>
    [
        new FloorStatement(
            """
            INSERT INTO workflows.inbox_messages (message_id, endpoint, handled_at)
            SELECT id, 'workflows', now() FROM unnest($1) AS id ON CONFLICT DO NOTHING RETURNING message_id
            """,
            new NpgsqlParameter<Guid[]> { TypedValue = [.. steps.Select(step => step.MessageId)] }),
    ];

    private static IEnumerable<FloorStatement> Instances(IReadOnlyList<FloorStep> steps)
    {
        FloorStep[] starts = [.. steps.Where(step => step.Sample.IsNew)];
        if (starts.Length > 0)
        {
            yield return new FloorStatement(
                """
                INSERT INTO workflows.instances (
                    id, correlation_id, state, status, sub_status, updated_at, finished_at, definition_id, version_id, version, bundle_hash,
                    revision, state_format, incident_count, created_at)
                SELECT id, correlation_id, state, status, sub_status, updated_at, finished_at, definition_id, version_id, 1, bundle_hash,
                    1, 1, 0, updated_at
                FROM unnest($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) AS instance (
                    id, correlation_id, state, status, sub_status, updated_at, finished_at, definition_id, version_id, bundle_hash)
                RETURNING id
                """,
                [
                    .. InstanceColumns(starts),
                    Text(starts, _ => DefinitionId),
                    Text(starts, step => step.Sample.Burst.State.DefinitionVersionId),
                    Text(starts, step => step.Sample.Burst.State.BundleHash),
                ]);
        }

        FloorStep[] resumes = [.. steps.Where(step => !step.Sample.IsNew)];
        if (resumes.Length > 0)
        {
            yield return new FloorStatement(
                """
                UPDATE workflows.instances AS instance
                SET state = step.state, status = step.status, sub_status = step.sub_status, updated_at = step.updated_at,
                    finished_at = step.finished_at, revision = step.revision + 1
                FROM unnest($1, $2, $3, $4, $5, $6, $7, $8) AS step (
                    id, correlation_id, state, status, sub_status, updated_at, finished_at, revision)
                WHERE instance.id = step.id AND instance.revision = step.revision
                RETURNING instance.id
                """,
                [.. InstanceColumns(resumes), new NpgsqlParameter<int[]> { TypedValue = [.. resumes.Select(step => step.Sample.BaseRevision)] }]);
        }
    }

    private static NpgsqlParameter[] InstanceColumns(FloorStep[] steps) =>
    [
        Text(steps, step => step.InstanceId),
        Text(steps, step => step.OrderId),
        new NpgsqlParameter<byte[][]> { TypedValue = [.. steps.Select(step => step.Sample.State)] },
        Text(steps, step => step.Sample.Burst.State.Status == WorkflowStatus.Running ? "Running" : "Finished"),
        Text(steps, step => step.Sample.Burst.State.Status == WorkflowStatus.Running ? "Suspended" : "Finished"),
        Instant(steps, step => step.Sample.Burst.State.UpdatedAt),
        Instant(steps, step => step.Sample.Burst.State.FinishedAt),
    ];

    private static IEnumerable<FloorStatement> Bookmarks(IReadOnlyList<FloorStep> steps)
    {
        var removed = steps.SelectMany(step => step.Sample.Burst.RemovedBookmarks, (step, bookmark) => (Step: step, Bookmark: bookmark)).ToArray();
        if (removed.Length > 0)
        {
            yield return new FloorStatement(
                """
                DELETE FROM workflows.bookmarks AS bookmark USING unnest($1, $2) AS met (instance_id, id)
                WHERE bookmark.instance_id = met.instance_id AND bookmark.id = met.id
                """,
                Text(removed, row => row.Step.InstanceId),
                Text(removed, row => row.Bookmark.Id));
        }

        var added = steps.SelectMany(step => step.Sample.Burst.AddedBookmarks, (step, bookmark) => (Step: step, Bookmark: bookmark)).ToArray();
        if (added.Length > 0)
        {
            yield return new FloorStatement(
                """
                INSERT INTO workflows.bookmarks (
                    instance_id, id, name, hash, correlation_id, activity_id, activity_node_id, activity_instance_id, payload, created_at, attempts)
                SELECT *, 0 FROM unnest($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
                """,
                Text(added, row => row.Step.InstanceId),
                Text(added, row => row.Bookmark.Id),
                Text(added, row => row.Bookmark.Name),
                Text(added, row => row.Step.Hash),
                Text(added, row => row.Step.OrderId),
                Text(added, row => row.Bookmark.ActivityId),
                Text(added, row => row.Bookmark.ActivityNodeId),
                Text(added, row => row.Bookmark.ActivityInstanceId),
                Text(added, row => "{\"OrderId\":\"" + row.Step.OrderId + "\"}"),
                Instant(added, row => row.Bookmark.CreatedAt));
        }
    }

    private static IEnumerable<FloorStatement> History(IReadOnlyList<FloorStep> steps)
    {
        var journal = steps.SelectMany(
            step => step.Sample.Burst.Journal.Zip(step.Sample.Journal), (step, entry) => (step.InstanceId, Entry: entry.First, Content: entry.Second)).ToArray();
        yield return new FloorStatement(
            """
            INSERT INTO workflows.journal_entries (instance_id, sequence, activity_instance_id, activity_id, event_name, timestamp, content)
            SELECT * FROM unnest($1, $2, $3, $4, $5, $6, $7)
            """,
            Text(journal, row => row.InstanceId),
            new NpgsqlParameter<long[]> { TypedValue = [.. journal.Select(row => row.Entry.Sequence)] },
            Text(journal, row => row.Entry.ActivityInstanceId),
            Text(journal, row => row.Entry.ActivityId),
            Text(journal, row => row.Entry.EventName),
            Instant(journal, row => row.Entry.Timestamp),
            Text(journal, row => row.Content));

        var records = steps.SelectMany(
            step => step.Sample.Burst.Records.Zip(step.Sample.Records), (step, record) => (step.InstanceId, Record: record.First, Content: record.Second)).ToArray();
        yield return new FloorStatement(
            """
            INSERT INTO workflows.activity_records AS record (
                instance_id, id, activity_id, activity_node_id, status, started_at, completed_at, has_bookmarks, content)
            SELECT * FROM unnest($1, $2, $3, $4, $5, $6, $7, $8, $9)
            ON CONFLICT (instance_id, id) DO UPDATE
            SET status = excluded.status, completed_at = excluded.completed_at, has_bookmarks = excluded.has_bookmarks, content = excluded.content
            """,
            Text(records, row => row.InstanceId),
            Text(records, row => row.Record.Id),
            Text(records, row => row.Record.ActivityId),
            Text(records, row => row.Record.ActivityNodeId),
            Text(records, row => row.Record.CompletedAt is null ? "Running" : "Completed"),
            Instant(records, row => row.Record.StartedAt),
            Instant(records, row => row.Record.CompletedAt),
            new NpgsqlParameter<bool[]> { TypedValue = [.. records.Select(row => row.Record.HasBookmarks)] },
            Text(records, row => row.Content));
    }

    private static IEnumerable<FloorStatement> Outbox(IReadOnlyList<FloorStep> steps)
    {
        OutgoingMessage[] messages = [.. steps.SelectMany(step => step.Sample.Outgoing)];
        if (messages.Length > 0)
        {
            yield return new FloorStatement(
                """
                INSERT INTO workflows.outbox_messages (message_id, message_type, queue, body, created_at)
                SELECT id, type, queue, body, now() FROM unnest($1, $2, $3, $4) AS message (id, type, queue, body)
                """,
                new NpgsqlParameter<Guid[]> { TypedValue = [.. messages.Select(_ => Guid.CreateVersion7())] },
                Text(messages, message => message.MessageType),
                Text(messages, message => message.Queue),
                Text(messages, message => message.Body));
        }
    }

    private static NpgsqlParameter<string?[]> Text<TRow>(TRow[] rows, Func<TRow, string?> pick) =>
        new() { TypedValue = [.. rows.Select(pick)], NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Text };

    private static NpgsqlParameter<DateTimeOffset?[]> Instant<TRow>(TRow[] rows, Func<TRow, DateTimeOffset?> pick) =>
        new() { TypedValue = [.. rows.Select(pick)], NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.TimestampTz };
}
