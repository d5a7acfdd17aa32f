using Delivery.Messaging.Bus;
using Delivery.Messaging.Failpoints;
using Delivery.Messaging.Outbox;
using Npgsql;
using NpgsqlTypes;

namespace Delivery.Messaging.Persistence;

/// <summary>A transaction under way whose statements are written by hand.</summary>
public sealed class PostgresTransaction : IAsyncDisposable
{
    private readonly NpgsqlConnection _connection;
    private readonly string _module;
    private readonly NpgsqlTransaction _transaction;
    private readonly IDisposable _turn;
    private readonly Action _wake;
    private List<Action>? _committed;
    private bool _sends;

    internal PostgresTransaction(
        NpgsqlConnection connection, NpgsqlTransaction transaction, IDisposable turn, string module, DateTimeOffset now, Action wake)
    {
        _connection = connection;
        _transaction = transaction;
        _turn = turn;
        _module = module;
        _wake = wake;
        Now = now;
    }

    /// <summary>When the transaction began: the one instant that everything in it bears.</summary>
    public DateTimeOffset Now { get; }

    /// <summary>Statements that make one round trip.</summary>
    public NpgsqlBatch CreateBatch() => new(_connection, _transaction);

    /// <summary>
    /// Records that messages are handled. It gives the ids of those that were not handled before; another transaction that handles one of them
    /// right now is waited for.
    /// </summary>
    public NpgsqlBatchCommand ClaimMessages(IReadOnlyCollection<ReceivedMessage> messages)
    {
        ArgumentNullException.ThrowIfNull(messages);
        // In one order for everybody, so that nobody waits in a circle.
        ReceivedMessage[] sorted = [.. messages.OrderBy(message => message.MessageId)];
        return new NpgsqlBatchCommand(
            $"""
            INSERT INTO {_module}.inbox_messages (message_id, endpoint, handled_at)
            SELECT id, endpoint, $3 FROM unnest($1, $2) AS message (id, endpoint)
            ON CONFLICT DO NOTHING RETURNING message_id
            """)
        {
            Parameters =
            {
                new NpgsqlParameter<Guid[]> { TypedValue = [.. sorted.Select(message => message.MessageId)] },
                new NpgsqlParameter<string[]> { TypedValue = [.. sorted.Select(message => message.Endpoint)] },
                new NpgsqlParameter<DateTimeOffset> { TypedValue = Now.ToUniversalTime() },
            },
        };
    }

    /// <summary>Puts messages into the outbox, in this order.</summary>
    public NpgsqlBatchCommand SendMessages(IReadOnlyCollection<OutgoingMessage> messages)
    {
        ArgumentNullException.ThrowIfNull(messages);
        _sends |= messages.Count > 0;
        return new NpgsqlBatchCommand(
            $"""
            INSERT INTO {_module}.outbox_messages (message_id, message_type, queue, body, trace_parent, trace_state, created_at)
            SELECT id, type, queue, body, trace_parent, trace_state, $7
            FROM unnest($1, $2, $3, $4, $5, $6) AS message (id, type, queue, body, trace_parent, trace_state)
            """)
        {
            Parameters =
            {
                new NpgsqlParameter<Guid[]> { TypedValue = [.. messages.Select(_ => Guid.CreateVersion7(Now))] },
                Text(messages, message => message.MessageType),
                Text(messages, message => message.Queue),
                Text(messages, message => message.Body),
                Text(messages, message => message.TraceParent),
                Text(messages, message => message.TraceState),
                new NpgsqlParameter<DateTimeOffset> { TypedValue = Now.ToUniversalTime() },
            },
        };
    }

    /// <inheritdoc cref="ModuleTransaction{TContext}.OnCommitted"/>
    public void OnCommitted(Action action) => (_committed ??= []).Add(action);

    /// <summary>Commits. An exception does not mean that nothing is committed: the answer may be what was lost.</summary>
    public async Task CommitAsync(CancellationToken cancellationToken)
    {
        if (_sends)
        {
            Failpoint.Hit(FailpointNames.OutboxBeforeCommit);
        }

        await _transaction.CommitAsync(cancellationToken);
        Committed();
    }

    /// <summary>Tells who waits for it that the transaction is committed; for one whose answer was lost.</summary>
    public void Committed()
    {
        if (_sends)
        {
            Failpoint.Hit(FailpointNames.OutboxAfterCommit);
            _wake();
        }

        _committed?.ForEach(action => action());
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        try
        {
            await _transaction.DisposeAsync();
        }
        catch (Exception exception) when (exception is NpgsqlException or IOException or InvalidOperationException)
        {
            // Without a connection there is nothing to say: the server rolls back by itself.
        }
        finally
        {
            await _connection.DisposeAsync();
            _turn.Dispose();
        }
    }

    private static NpgsqlParameter<string?[]> Text(IReadOnlyCollection<OutgoingMessage> messages, Func<OutgoingMessage, string?> pick) =>
        new() { TypedValue = [.. messages.Select(pick)], NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Text };
}
