namespace Delivery.Workflows.Runtime.Commits;

/// <summary>The statements of a group. Each takes any number of rows, one array per column, so that few are needed and all stay prepared.</summary>
internal static class GroupStatements
{
    /// <summary>Takes the locks in the order of the array. The transaction's id lets an unanswered commit be looked up.</summary>
    public const string Lock =
        "SELECT pg_current_xact_id()::text, count(pg_advisory_xact_lock(key)) FROM unnest($1) AS key";

    public const string ConsumeMail =
        $"DELETE FROM {Schema}.mailbox_messages WHERE sequence = ANY ($1) RETURNING sequence";

    /// <summary>Behind this nobody takes them away before the transaction ends.</summary>
    public const string HoldIntents =
        $"SELECT id FROM {Schema}.intents WHERE id = ANY ($1) ORDER BY id FOR KEY SHARE";

    public const string EndIntents =
        $"DELETE FROM {Schema}.intents WHERE id = ANY ($1) RETURNING id";

    public const string TakeRequests =
        $"""
        INSERT INTO {Schema}.http_requests (id, instance_id, expires_at, fingerprint)
        SELECT id, instance_id, expires_at, fingerprint FROM unnest($1, $2, $3, $4) AS new (id, instance_id, expires_at, fingerprint)
        ON CONFLICT DO NOTHING RETURNING id
        """;

    /// <summary>The first answer is the answer.</summary>
    public const string AnswerRequests =
        $"""
        UPDATE {Schema}.http_requests AS request
        SET status_code = new.status_code, content_type = new.content_type, headers = new.headers, body = new.body
        FROM unnest($1, $2, $3, $4, $5) AS new (id, status_code, content_type, headers, body)
        WHERE request.id = new.id AND request.status_code IS NULL
        """;

    public const string FindAwaiting =
        $"SELECT correlation_id, hash FROM {Schema}.bookmarks WHERE hash = ANY ($1) AND correlation_id = ANY ($2)";

    public const string FindRunning =
        $"""
        SELECT DISTINCT definition_id, correlation_id FROM {Schema}.instances
        WHERE status = 'Running'
            AND (definition_id = ANY ($1) OR correlation_id = ANY ($2) OR (correlation_id IS NULL AND definition_id = ANY ($3)))
        """;

    public const string UpdateInstances =
        $"""
        UPDATE {Schema}.instances AS instance
        SET definition_id = new.definition_id, version_id = new.version_id, version = new.version, bundle_hash = new.bundle_hash,
            correlation_id = new.correlation_id, name = new.name, status = new.status, sub_status = new.sub_status,
            revision = new.revision + 1, state = new.state, state_format = new.state_format, incident_count = new.incident_count,
            updated_at = new.updated_at, finished_at = new.finished_at
        FROM unnest($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15) AS new (
            id, definition_id, version_id, version, bundle_hash, correlation_id, name, status, sub_status, revision, state, state_format,
            incident_count, updated_at, finished_at)
        WHERE instance.id = new.id AND instance.revision = new.revision
        RETURNING instance.id
        """;

    public const string InsertInstances =
        $"""
        INSERT INTO {Schema}.instances (
            id, definition_id, version_id, version, bundle_hash, correlation_id, name, status, sub_status, revision, state, state_format,
            incident_count, updated_at, finished_at, created_at, parent_instance_id)
        SELECT
            id, definition_id, version_id, version, bundle_hash, correlation_id, name, status, sub_status, revision + 1, state, state_format,
            incident_count, updated_at, finished_at, created_at, parent_instance_id
        FROM unnest($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17) AS new (
            id, definition_id, version_id, version, bundle_hash, correlation_id, name, status, sub_status, revision, state, state_format,
            incident_count, updated_at, finished_at, created_at, parent_instance_id)
        ON CONFLICT (id) DO NOTHING
        RETURNING id
        """;

    public const string DeleteBookmarks =
        $"""
        DELETE FROM {Schema}.bookmarks AS bookmark USING unnest($1, $2) AS old (instance_id, id)
        WHERE bookmark.instance_id = old.instance_id AND bookmark.id = old.id
        """;

    public const string MoveBookmarks =
        $"""
        UPDATE {Schema}.bookmarks AS bookmark SET correlation_id = moved.correlation_id
        FROM unnest($1, $2) AS moved (instance_id, correlation_id) WHERE bookmark.instance_id = moved.instance_id
        """;

    public const string InsertBookmarks =
        $"""
        INSERT INTO {Schema}.bookmarks (
            instance_id, id, name, hash, correlation_id, activity_id, activity_node_id, activity_instance_id, payload, created_at, due_at,
            wake_at, attempts, trace_parent)
        SELECT
            instance_id, id, name, hash, correlation_id, activity_id, activity_node_id, activity_instance_id, payload, created_at, due_at,
            due_at, 0, trace_parent
        FROM unnest($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12) AS new (
            instance_id, id, name, hash, correlation_id, activity_id, activity_node_id, activity_instance_id, payload, created_at, due_at,
            trace_parent)
        """;

    public const string InsertIntents =
        $"""
        INSERT INTO {Schema}.intents (
            id, instance_id, correlation_id, bookmark_id, kind, payload, trace_parent, created_at, due_at, attempts)
        SELECT id, instance_id, correlation_id, bookmark_id, kind, payload, trace_parent, $8, $8, 0
        FROM unnest($1, $2, $3, $4, $5, $6, $7) AS new (id, instance_id, correlation_id, bookmark_id, kind, payload, trace_parent)
        """;

    public const string InsertJournal =
        $"""
        INSERT INTO {Schema}.journal_entries (instance_id, sequence, activity_instance_id, activity_id, event_name, timestamp, content)
        SELECT * FROM unnest($1, $2, $3, $4, $5, $6, $7)
        """;

    public const string WriteRecords =
        $"""
        INSERT INTO {Schema}.activity_records AS record (
            instance_id, id, activity_id, activity_node_id, status, started_at, completed_at, has_bookmarks, content)
        SELECT * FROM unnest($1, $2, $3, $4, $5, $6, $7, $8, $9)
        ON CONFLICT (instance_id, id) DO UPDATE
        SET status = excluded.status, completed_at = excluded.completed_at, has_bookmarks = excluded.has_bookmarks, content = excluded.content
        """;

    public const string InsertIncidents =
        $"""
        INSERT INTO {Schema}.incidents (instance_id, correlation_id, activity_id, activity_type, message, content, timestamp)
        SELECT * FROM unnest($1, $2, $3, $4, $5, $6, $7)
        """;

    /// <summary>One message with its hashes.</summary>
    public const string KeepMail =
        $"""
        WITH mail AS (
            INSERT INTO {Schema}.mailbox_messages (
                message_key, name, correlation_id, instance_id, trigger_id, input, received_at, expires_at, attempts, trace_parent)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, 0, $9)
            RETURNING sequence)
        INSERT INTO {Schema}.mailbox_hashes (sequence, hash, position, starts_instances)
        SELECT mail.sequence, hash.hash, hash.position, hash.starts_instances
        FROM mail, unnest($10, $11, $12) AS hash (hash, position, starts_instances)
        """;

    public const string DeleteMailOfInstances =
        $"DELETE FROM {Schema}.mailbox_messages WHERE instance_id = ANY ($1)";

    /// <summary>What was for the correlation, unless another instance shares it.</summary>
    public const string DeleteMailOfCorrelations =
        $"""
        DELETE FROM {Schema}.mailbox_messages AS mail USING unnest($1, $2) AS ended (id, correlation_id)
        WHERE mail.correlation_id = ended.correlation_id AND mail.instance_id IS NULL AND mail.trigger_id IS NULL
            AND NOT EXISTS (
                SELECT FROM {Schema}.instances AS other
                WHERE other.correlation_id = ended.correlation_id AND other.status = 'Running' AND other.id <> ended.id)
        """;

    public const string FindMail =
        $"""
        SELECT DISTINCT waiting.instance_id
        FROM unnest($1, $2, $3) AS waiting (instance_id, correlation_id, hash)
        JOIN {Schema}.mailbox_hashes AS hash ON hash.hash = waiting.hash AND NOT hash.starts_instances
        JOIN {Schema}.mailbox_messages AS mail ON mail.sequence = hash.sequence
        WHERE mail.trigger_id IS NULL AND mail.retry_at IS NULL
            AND (mail.instance_id = waiting.instance_id
                OR (mail.instance_id IS NULL AND mail.correlation_id = waiting.correlation_id))
        """;

    private const string Schema = WorkflowRuntime.Module;
}
