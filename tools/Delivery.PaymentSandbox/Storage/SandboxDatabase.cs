using Microsoft.Data.Sqlite;

namespace Delivery.PaymentSandbox.Storage;

/// <summary>The provider's books. One writer at a time; a commit is on the disk before the caller hears of it.</summary>
internal sealed class SandboxDatabase(SandboxOptions options) : IDisposable
{
    private readonly SemaphoreSlim _writer = new(1, 1);

    private string Path => System.IO.Path.Combine(options.DataDirectory, "payment-sandbox.db");

    public void Dispose() => _writer.Dispose();

    public void CreateSchema()
    {
        Directory.CreateDirectory(options.DataDirectory);
        using var connection = Open();
        using var command = connection.CreateCommand();
        command.CommandText = Schema.Sql;
        command.ExecuteNonQuery();
    }

    /// <summary>Runs <paramref name="work"/> in a transaction of its own and commits it.</summary>
    public async Task<TResult> WriteAsync<TResult>(Func<SqliteTransaction, TResult> work, CancellationToken cancellationToken)
    {
        await _writer.WaitAsync(cancellationToken);
        try
        {
            using var connection = Open();
            using var transaction = connection.BeginTransaction(deferred: false);
            var result = work(transaction);
            transaction.Commit();
            return result;
        }
        finally
        {
            _writer.Release();
        }
    }

    /// <summary>Runs <paramref name="work"/> on one consistent view.</summary>
    public TResult Read<TResult>(Func<SqliteTransaction, TResult> work)
    {
        using var connection = Open();
        using var transaction = connection.BeginTransaction(deferred: true);
        return work(transaction);
    }

    private SqliteConnection Open()
    {
        var connection = new SqliteConnection($"Data Source={Path}");
        connection.Open();
        using var command = connection.CreateCommand();
        // FULL: the write-ahead log reaches the disk with every commit, not only with the next checkpoint.
        command.CommandText = "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON;";
        command.ExecuteNonQuery();
        return connection;
    }
}
