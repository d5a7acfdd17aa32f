using Npgsql;

namespace Delivery.Testing.Servers;

/// <summary>
/// A new database on the PostgreSQL server that <c>DELIVERY_TEST_POSTGRES</c> names (a connection string of a user who may create databases).
/// <c>./test</c> starts a server and sets it. Without it the test fails and says so: it never passes untested.
/// </summary>
public sealed class PostgresServer : IAsyncDisposable
{
    private const string Variable = "DELIVERY_TEST_POSTGRES";

    private readonly string _server;

    private PostgresServer(string server, string database)
    {
        _server = server;
        Database = database;
        ConnectionString = new NpgsqlConnectionStringBuilder(server) { Database = database }.ConnectionString;
    }

    /// <summary>The name of the database.</summary>
    public string Database { get; }

    /// <summary>Of the database.</summary>
    public string ConnectionString { get; }

    /// <summary>Creates the database.</summary>
    public static async Task<PostgresServer> CreateDatabaseAsync()
    {
        var server = Environment.GetEnvironmentVariable(Variable);
        if (string.IsNullOrWhiteSpace(server))
        {
            throw new InvalidOperationException($"This test needs PostgreSQL: run it through ./test, or set {Variable} to a connection string.");
        }

        var postgres = new PostgresServer(server, $"delivery_test_{Guid.NewGuid():N}");
        await postgres.ExecuteOnServerAsync($"CREATE DATABASE {postgres.Database}");
        return postgres;
    }

    /// <summary>Runs a statement in the server's own database.</summary>
    public async Task ExecuteOnServerAsync(string statement)
    {
        var builder = new NpgsqlConnectionStringBuilder(_server) { Pooling = false };
        await using var connection = new NpgsqlConnection(builder.ConnectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(statement, connection);
        await command.ExecuteNonQueryAsync();
    }

    /// <summary>Drops the database, with whoever is still connected to it.</summary>
    public async ValueTask DisposeAsync() => await ExecuteOnServerAsync($"DROP DATABASE IF EXISTS {Database} WITH (FORCE)");
}
