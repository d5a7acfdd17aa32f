using Delivery.Messaging.Relay;
using Npgsql;

namespace Delivery.Messaging.Persistence;

/// <summary>
/// A module's transactions on PostgreSQL as statements that are written by hand, with the same inbox and outbox: for what commits so much that
/// tracking its changes would be most of the work.
/// </summary>
public sealed class PostgresTransactions<TContext> : IAsyncDisposable, IDisposable
    where TContext : ModuleDbContext
{
    private readonly NpgsqlDataSource? _dataSource;
    private readonly string _module;
    private readonly OutboxSignal<TContext> _signal;
    private readonly TimeProvider _timeProvider;
    private readonly WriteGate<TContext> _writeGate;

    internal PostgresTransactions(
        string? connectionString, string module, WriteGate<TContext> writeGate, OutboxSignal<TContext> signal, TimeProvider timeProvider)
    {
        _module = module;
        _writeGate = writeGate;
        _signal = signal;
        _timeProvider = timeProvider;
        if (connectionString is not null)
        {
            _dataSource = NpgsqlDataSource.Create(PreparedConnections.SettingsFor(connectionString));
        }
    }

    /// <summary>False on SQLite.</summary>
    public bool IsSupported => _dataSource is not null;

    /// <summary>For reading outside a transaction.</summary>
    public NpgsqlDataSource DataSource => _dataSource ?? throw new InvalidOperationException($"{_module} is not on PostgreSQL.");

    /// <summary>Opens a transaction; disposing it without a commit rolls it back.</summary>
    public async Task<PostgresTransaction> BeginAsync(CancellationToken cancellationToken)
    {
        var turn = await _writeGate.EnterAsync(cancellationToken);
        NpgsqlConnection? connection = null;
        try
        {
            connection = await DataSource.OpenConnectionAsync(cancellationToken);
            var transaction = await connection.BeginTransactionAsync(cancellationToken);
            return new PostgresTransaction(connection, transaction, turn, _module, _timeProvider.GetUtcNow(), _signal.Wake);
        }
        catch
        {
            await (connection?.DisposeAsync() ?? ValueTask.CompletedTask);
            turn.Dispose();
            throw;
        }
    }

    /// <summary>
    /// What became of a transaction whose commit got no answer: true when it is committed, false when it is not, null when it is still under
    /// way.
    /// </summary>
    public async Task<bool?> FindOutcomeAsync(string transactionId, CancellationToken cancellationToken)
    {
        await using var command = DataSource.CreateCommand("SELECT pg_xact_status($1::xid8)");
        command.Parameters.AddWithValue(transactionId);
        return await command.ExecuteScalarAsync(cancellationToken) switch
        {
            "committed" => true,
            "aborted" => false,
            _ => null,
        };
    }

    /// <inheritdoc />
    public void Dispose() => _dataSource?.Dispose();

    /// <inheritdoc />
    public ValueTask DisposeAsync() => _dataSource?.DisposeAsync() ?? ValueTask.CompletedTask;
}
