using Npgsql;

namespace Delivery.Testing.Servers;

/// <summary>An empty PostgreSQL database that is dropped at the end. Whoever runs the tests names a server by environment variable; <c>./test</c> does.</summary>
public sealed class PostgresDatabase : IAsyncDisposable
{
    /// <summary>The connection string of a server on which databases may be created.</summary>
    public const string Variable = "DELIVERY_TEST_POSTGRES";

    private readonly string _name = $"test_{Guid.NewGuid():N}";
    private readonly string _server;

    private PostgresDatabase(string server)
    {
        _server = server;
        ConnectionString = new NpgsqlConnectionStringBuilder(server) { Database = _name, MaxPoolSize = 20 }.ConnectionString;
    }

    /// <summary>Leads to the database.</summary>
    public string ConnectionString { get; }

    /// <summary>The server's connection string, for what creates databases of its own.</summary>
    /// <exception cref="InvalidOperationException">No server is named.</exception>
    public static string Server() => Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } server
        ? server
        : throw new InvalidOperationException(
            $"This test needs a PostgreSQL server: name one in {Variable}, for example Host=127.0.0.1;Username=postgres, or use ./test.");

    /// <summary>Creates it.</summary>
    /// <exception cref="InvalidOperationException">No server is named.</exception>
    public static async Task<PostgresDatabase> CreateAsync()
    {
        var database = new PostgresDatabase(Server());
        await database.ExecuteAsync($"CREATE DATABASE {database._name}");
        return database;
    }

    /// <summary>
    /// Makes it a template that can be copied from now on, and to which nobody can connect any more: PostgreSQL copies only what nobody uses.
    /// </summary>
    public async Task FreezeAsync()
    {
        await ExecuteAsync($"ALTER DATABASE {_name} ALLOW_CONNECTIONS false");
        await ExecuteAsync($"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{_name}'");
    }

    /// <summary>Creates a copy of this one, which must be frozen. Some tens of milliseconds, where migrating takes a second.</summary>
    public async Task<PostgresDatabase> CopyAsync()
    {
        var copy = new PostgresDatabase(_server);
        await copy.ExecuteAsync($"CREATE DATABASE {copy._name} TEMPLATE {_name}");
        return copy;
    }

    /// <summary>Drops it, whoever is still connected.</summary>
    public async ValueTask DisposeAsync()
    {
        await using (var connection = new NpgsqlConnection(ConnectionString))
        {
            NpgsqlConnection.ClearPool(connection);
        }

        await ExecuteAsync($"DROP DATABASE IF EXISTS {_name} WITH (FORCE)");
    }

    private async Task ExecuteAsync(string sql)
    {
        var builder = new NpgsqlConnectionStringBuilder(_server) { Pooling = false };
        await using var connection = new NpgsqlConnection(builder.ConnectionString);
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
#pragma warning disable CA2100 // The only variable part is the database's name, which is made above.
        command.CommandText = sql;
#pragma warning restore CA2100
        await command.ExecuteNonQueryAsync();
    }
}
