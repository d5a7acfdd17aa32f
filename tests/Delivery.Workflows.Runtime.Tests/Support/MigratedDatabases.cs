using Delivery.Testing;
using Delivery.Testing.Servers;
using Delivery.Workflows.Runtime.Tests.Support;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Time.Testing;
using Xunit;

[assembly: AssemblyFixture(typeof(MigratedDatabases))]

namespace Delivery.Workflows.Runtime.Tests.Support;

/// <summary>One database of each kind, migrated when the first test asks for it; every test gets a copy, because migrating takes longer than most tests.</summary>
public sealed class MigratedDatabases : IAsyncDisposable
{
    private const string SqliteFile = WorkflowRuntime.Endpoint + ".db";

    private readonly TemporaryDirectory _directory = new();
    private readonly Lazy<Task<string>> _sqlite;
    private readonly Lazy<Task<PostgresDatabase>> _postgres;

    public MigratedDatabases()
    {
        _sqlite = new(MigrateSqliteAsync);
        _postgres = new(MigratePostgresAsync);
    }

    public async Task CopySqliteAsync(string directory) => File.Copy(await _sqlite.Value, Path.Combine(directory, SqliteFile));

    public async Task<PostgresDatabase> CopyPostgresAsync() => await (await _postgres.Value).CopyAsync();

    public async ValueTask DisposeAsync()
    {
        if (_postgres.IsValueCreated)
        {
            await (await _postgres.Value).DisposeAsync();
        }

        _directory.Dispose();
    }

    private async Task<string> MigrateSqliteAsync()
    {
        await MigrateAsync(connectionString: null);
        var file = Path.Combine(_directory.Path, SqliteFile);

        // What is in the write-ahead log is not in the file, which alone is copied.
        await using var connection = new SqliteConnection($"Data Source={file};Pooling=False");
        await connection.OpenAsync();
        await using var checkpoint = connection.CreateCommand();
        checkpoint.CommandText = "PRAGMA wal_checkpoint(TRUNCATE)";
        await checkpoint.ExecuteNonQueryAsync();
        return file;
    }

    private async Task<PostgresDatabase> MigratePostgresAsync()
    {
        var postgres = await PostgresDatabase.CreateAsync();
        await MigrateAsync(postgres.ConnectionString);
        await postgres.FreezeAsync();
        return postgres;
    }

    private async Task MigrateAsync(string? connectionString)
    {
        var host = await RuntimeHost.StartAsync(
            new RuntimeHostOptions { Time = new FakeTimeProvider(), DataDirectory = _directory.Path, ConnectionString = connectionString });
        await host.DisposeAsync();
    }
}
