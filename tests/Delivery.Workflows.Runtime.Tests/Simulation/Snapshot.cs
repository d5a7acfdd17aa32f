using System.Text.Json.Nodes;

namespace Delivery.Workflows.Runtime.Tests.Simulation;

/// <summary>What is committed, read with statements of its own: nothing here trusts the runtime's queries.</summary>
internal sealed class Snapshot
{
    public required Dictionary<string, Instance> Instances { get; init; }

    public required Dictionary<(string InstanceId, string Id), Waiting> Bookmarks { get; init; }

    public required Dictionary<long, Mail> Mailbox { get; init; }

    public required HashSet<Guid> Inbox { get; init; }

    public required Dictionary<long, string> Outbox { get; init; }

    public required Dictionary<string, Intent> Intents { get; init; }

    public required Dictionary<string, Request> Requests { get; init; }

    /// <summary>Those of plans that are done.</summary>
    public required HashSet<(string PlanId, string InstanceId)> Jobs { get; init; }

    public required Dictionary<string, Schedule> Schedules { get; init; }

    public static Snapshot Read(SimulatedDatabase database) => new()
    {
        Instances = database.Query(
            "SELECT id, revision, correlation_id, definition_id, bundle_hash, status, updated_at, state, sub_status, parent_instance_id, finished_at FROM instances",
            row => new Instance(
                row.GetString(0),
                row.GetInt32(1),
                row.IsDBNull(2) ? null : row.GetString(2),
                row.GetString(3),
                row.GetString(4),
                row.GetString(5),
                new DateTimeOffset(row.GetInt64(6), TimeSpan.Zero),
                (byte[])row.GetValue(7),
                row.GetString(8),
                row.IsDBNull(9) ? null : row.GetString(9),
                row.IsDBNull(10) ? null : new DateTimeOffset(row.GetInt64(10), TimeSpan.Zero))).ToDictionary(instance => instance.Id),
        Bookmarks = database.Query(
            "SELECT instance_id, id, hash, correlation_id, due_at, attempts FROM bookmarks",
            row => new Waiting(
                row.GetString(0),
                row.GetString(1),
                row.GetString(2),
                row.IsDBNull(3) ? null : row.GetString(3),
                row.IsDBNull(4) ? null : new DateTimeOffset(row.GetInt64(4), TimeSpan.Zero),
                row.GetInt32(5))).ToDictionary(bookmark => (bookmark.InstanceId, bookmark.Id)),
        Mailbox = ReadMailbox(database),
        Inbox = [.. database.Query("SELECT message_id FROM inbox_messages", row => Guid.Parse(row.GetString(0)))],
        Intents = database.Query(
            "SELECT id, instance_id, bookmark_id, kind, payload FROM intents",
            row => new Intent(row.GetString(0), row.GetString(1), row.IsDBNull(2) ? null : row.GetString(2), row.GetString(3), row.GetString(4)))
            .ToDictionary(intent => intent.Id),
        Jobs =
        [
            .. database.Query(
                "SELECT plan_id, instance_id FROM alteration_jobs WHERE status = 'Completed' AND message IS NULL", row => (row.GetString(0), row.GetString(1))),
        ],
        Requests = database.Query(
            "SELECT id, instance_id, status_code, body, expires_at FROM http_requests",
            row => new Request(
                row.GetString(0),
                row.GetString(1),
                row.IsDBNull(2) ? null : row.GetInt32(2),
                row.IsDBNull(3) ? null : row.GetString(3),
                new DateTimeOffset(row.GetInt64(4), TimeSpan.Zero)))
            .ToDictionary(request => request.Id),
        Schedules = database.Query(
            "SELECT trigger_id, due_at, wake_at, attempts FROM schedules",
            row => new Schedule(
                row.GetString(0),
                new DateTimeOffset(row.GetInt64(1), TimeSpan.Zero),
                new DateTimeOffset(row.GetInt64(2), TimeSpan.Zero),
                row.GetInt32(3))).ToDictionary(schedule => schedule.TriggerId),
        Outbox = database.Query("SELECT sequence, body FROM outbox_messages", row => (Sequence: row.GetInt64(0), Body: row.GetString(1)))
            .ToDictionary(row => row.Sequence, row => JsonNode.Parse(row.Body)!["requestId"]!.GetValue<string>()),
    };

    /// <summary>Whether the instance's bookmark waits for this mail.</summary>
    public static bool Awaits(Waiting bookmark, Mail mail) =>
        mail.TriggerId is null
        && mail.BookmarkHashes.Contains(bookmark.Hash)
        && (mail.InstanceId ?? bookmark.InstanceId) == bookmark.InstanceId
        && (mail.InstanceId is not null || mail.CorrelationId is null || mail.CorrelationId == bookmark.CorrelationId);

    private static Dictionary<long, Mail> ReadMailbox(SimulatedDatabase database)
    {
        var hashes = database.Query(
            "SELECT sequence, hash, starts_instances FROM mailbox_hashes ORDER BY sequence, position",
            row => (Sequence: row.GetInt64(0), Hash: row.GetString(1), Starts: row.GetBoolean(2))).ToLookup(row => row.Sequence);
        return database.Query(
            "SELECT sequence, message_key, correlation_id, instance_id, trigger_id, input, attempts, expires_at FROM mailbox_messages",
            row => new Mail(
                row.GetInt64(0),
                row.GetString(1),
                row.IsDBNull(2) ? null : row.GetString(2),
                row.IsDBNull(3) ? null : row.GetString(3),
                row.IsDBNull(4) ? null : row.GetString(4),
                row.IsDBNull(5) ? null : row.GetString(5),
                row.GetInt32(6),
                new DateTimeOffset(row.GetInt64(7), TimeSpan.Zero),
                [.. hashes[row.GetInt64(0)].Where(hash => !hash.Starts).Select(hash => hash.Hash)],
                [.. hashes[row.GetInt64(0)].Where(hash => hash.Starts).Select(hash => hash.Hash)])).ToDictionary(mail => mail.Sequence);
    }

    internal sealed record Instance(
        string Id,
        int Revision,
        string? CorrelationId,
        string DefinitionId,
        string BundleHash,
        string Status,
        DateTimeOffset UpdatedAt,
        byte[] State,
        string SubStatus,
        string? ParentId,
        DateTimeOffset? FinishedAt)
    {
        public bool IsRunning => Status == nameof(WorkflowStatus.Running);

        public bool IsFaulted => SubStatus == nameof(WorkflowSubStatus.Faulted);

        public bool IsCancelled => SubStatus == nameof(WorkflowSubStatus.Cancelled);
    }

    internal sealed record Intent(string Id, string InstanceId, string? BookmarkId, string Kind, string Payload);

    internal sealed record Request(string Id, string InstanceId, int? Status, string? Body, DateTimeOffset ExpiresAt);

    internal sealed record Schedule(string TriggerId, DateTimeOffset DueAt, DateTimeOffset WakeAt, int Attempts);

    internal sealed record Waiting(string InstanceId, string Id, string Hash, string? CorrelationId, DateTimeOffset? DueAt, int Attempts);

    internal sealed record Mail(
        long Sequence,
        string Key,
        string? CorrelationId,
        string? InstanceId,
        string? TriggerId,
        string? Input,
        int Attempts,
        DateTimeOffset ExpiresAt,
        string[] BookmarkHashes,
        string[] TriggerHashes);
}
