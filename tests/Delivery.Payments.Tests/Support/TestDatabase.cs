using Microsoft.Data.Sqlite;
using Npgsql;

namespace Delivery.Payments.Tests.Support;

/// <summary>A database that lives as long as its test.</summary>
internal sealed class TestDatabase : IAsyncDisposable
{
    private readonly string _name = $"payments_{Guid.NewGuid():N}";
    private readonly string? _server;

    private TestDatabase(string? server) => _server = server;

    private string Directory => Path.Combine(Path.GetTempPath(), _name);

    private string ConnectionString => new NpgsqlConnectionStringBuilder(_server) { Database = _name, MaxPoolSize = 10 }.ConnectionString;

    public IEnumerable<KeyValuePair<string, string?>> Settings => _server is null
        ? [new("Data:Directory", Directory)]
        : [new("ConnectionStrings:Delivery", ConnectionString)];

    public static TestDatabase Sqlite() => new(server: null);

    /// <summary>On the server that the environment names; a test that needs one fails without.</summary>
    public static TestDatabase Postgres() => new(Environment.GetEnvironmentVariable("DELIVERY_TEST_POSTGRES")
        ?? throw new InvalidOperationException("Set DELIVERY_TEST_POSTGRES to the connection string of a server for tests."));

    public Task CreateAsync() => ExecuteOnServerAsync($"CREATE DATABASE {_name}");

    public async ValueTask DisposeAsync()
    {
        if (_server is null)
        {
            SqliteConnection.ClearAllPools();
            System.IO.Directory.Delete(Directory, recursive: true);
            return;
        }

        NpgsqlConnection.ClearAllPools();
        await ExecuteOnServerAsync($"DROP DATABASE {_name} WITH (FORCE)");
    }

    private async Task ExecuteOnServerAsync(string sql)
    {
        if (_server is null)
        {
            return;
        }

        await using var source = NpgsqlDataSource.Create(_server);
        await using var command = source.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }
}
