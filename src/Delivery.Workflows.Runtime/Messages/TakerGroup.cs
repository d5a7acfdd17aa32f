using System.Data.Common;
using Delivery.Workflows.Runtime.Definitions;
using Delivery.Workflows.Runtime.Execution;
using Delivery.Workflows.Runtime.Persistence;

namespace Delivery.Workflows.Runtime.Messages;

/// <summary>Many <see cref="TakerQuery"/> in one round trip.</summary>
internal sealed class TakerGroup(IReadOnlyList<TakerQuery> queries)
{
    private const string Schema = WorkflowRuntime.Module;

    private const string Trigger =
        """
        SELECT query.number, trigger.id, trigger.definition_id, trigger.version_id, trigger.bundle_hash, trigger.activity_id, trigger.name,
            trigger.hash, trigger.payload, trigger.activation
        """;

    private const string TriggersOfHash =
        $"{Trigger} FROM unnest($1, $2) AS query (number, hash) JOIN {Schema}.triggers AS trigger ON trigger.hash = query.hash";

    private const string TriggersOfId =
        $"{Trigger} FROM unnest($1, $2) AS query (number, id) JOIN {Schema}.triggers AS trigger ON trigger.id = query.id";

    // The oldest of each hash; of the hashes, the reader takes the most wanted. Bookmarks of one hash can be many where only the hash decides.
    private const string Choice =
        """
        SELECT query.number, query.position, bookmark.id, instance.id, instance.revision, instance.correlation_id, instance.bundle_hash, instance.state
        """;

    private const string Order = "ORDER BY created_at, id COLLATE \"C\" LIMIT 1";

    private const string OfCorrelation =
        $"""
        {Choice}
        FROM unnest($1, $2, $3, $4) AS query (number, position, hash, correlation_id)
        CROSS JOIN LATERAL (
            SELECT instance_id, id FROM {Schema}.bookmarks
            WHERE hash = query.hash AND correlation_id = query.correlation_id {Order}) AS bookmark
        JOIN {Schema}.instances AS instance ON instance.id = bookmark.instance_id
        """;

    private const string OfInstance =
        $"""
        {Choice}
        FROM unnest($1, $2, $3, $4) AS query (number, position, hash, instance_id)
        CROSS JOIN LATERAL (
            SELECT instance_id, id FROM {Schema}.bookmarks
            WHERE instance_id = query.instance_id AND hash = query.hash {Order}) AS bookmark
        JOIN {Schema}.instances AS instance ON instance.id = bookmark.instance_id
        """;

    private const string OfAnybody =
        $"""
        {Choice}
        FROM unnest($1, $2, $3) AS query (number, position, hash)
        CROSS JOIN LATERAL (SELECT instance_id, id FROM {Schema}.bookmarks WHERE hash = query.hash {Order}) AS bookmark
        JOIN {Schema}.instances AS instance ON instance.id = bookmark.instance_id
        """;

    private readonly int[] _positions = [.. queries.Select(_ => int.MaxValue)];

    public Takers[] Answers { get; } = [.. queries.Select(_ => new Takers())];

    public async Task ReadAsync(PostgresBatch batch, CancellationToken cancellationToken)
    {
        AskForTriggers(batch);
        AskForBookmarks(batch);
        if (batch.Queries > 0)
        {
            await batch.RunAsync(cancellationToken);
        }
    }

    private void AskForTriggers(PostgresBatch batch)
    {
        var hashes = queries.SelectMany((query, number) => query.TriggerHashes.Select(hash => (Number: number, Hash: hash))).ToArray();
        if (hashes.Length > 0)
        {
            batch.Query(TriggersOfHash, AddTrigger, Column.Integer(hashes, row => row.Number), Column.Text(hashes, row => row.Hash));
        }

        var ids = queries.Select((query, number) => (Number: number, Id: query.TriggerId)).Where(query => query.Id is not null).ToArray();
        if (ids.Length > 0)
        {
            batch.Query(TriggersOfId, AddTrigger, Column.Integer(ids, row => row.Number), Column.Text(ids, row => row.Id));
        }
    }

    private void AskForBookmarks(PostgresBatch batch)
    {
        Wanted[] wanted =
        [
            .. queries.SelectMany((query, number) => query.BookmarkHashes.Select((hash, position) => new Wanted(number, position, hash, query))),
        ];
        Wanted[] ofInstance = [.. wanted.Where(row => row.Query.InstanceId is not null)];
        Wanted[] ofCorrelation = [.. wanted.Where(row => row.Query is { InstanceId: null, CorrelationId: not null })];
        Wanted[] ofAnybody = [.. wanted.Where(row => row.Query is { InstanceId: null, CorrelationId: null })];
        if (ofInstance.Length > 0)
        {
            batch.Query(OfInstance, AddBookmark, [.. ToColumns(ofInstance), Column.Text(ofInstance, row => row.Query.InstanceId)]);
        }

        if (ofCorrelation.Length > 0)
        {
            batch.Query(OfCorrelation, AddBookmark, [.. ToColumns(ofCorrelation), Column.Text(ofCorrelation, row => row.Query.CorrelationId)]);
        }

        if (ofAnybody.Length > 0)
        {
            batch.Query(OfAnybody, AddBookmark, ToColumns(ofAnybody));
        }
    }

    private static Npgsql.NpgsqlParameter[] ToColumns(Wanted[] rows) =>
        [Column.Integer(rows, row => row.Number), Column.Integer(rows, row => row.Position), Column.Text(rows, row => row.Hash)];

    private void AddTrigger(DbDataReader row) => Answers[row.GetInt32(0)].Add(new StoredTrigger
    {
        Id = row.GetString(1),
        DefinitionId = row.GetString(2),
        VersionId = row.GetString(3),
        BundleHash = row.GetString(4),
        ActivityId = row.GetString(5),
        Name = row.GetString(6),
        Hash = row.GetString(7),
        Payload = row.GetString(8),
        Activation = Enum.Parse<ActivationStrategy>(row.GetString(9)),
    });

    private void AddBookmark(DbDataReader row)
    {
        var (number, position) = (row.GetInt32(0), row.GetInt32(1));
        if (position < _positions[number])
        {
            _positions[number] = position;
            Answers[number].Waiting = new WaitingBookmark(
                row.GetString(2),
                new LoadedInstance(
                    row.GetString(3), row.GetInt32(4), row.IsDBNull(5) ? null : row.GetString(5), row.GetString(6), row.GetFieldValue<byte[]>(7)));
        }
    }

    private sealed record Wanted(int Number, int Position, string Hash, TakerQuery Query);
}
