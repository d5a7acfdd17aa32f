using System.Globalization;
using Npgsql;

namespace Delivery.Testing.Api;

/// <summary>Where the tests find real servers. Whoever runs them says so by environment variables; <c>./test</c> does.</summary>
public static class TestServers
{
    /// <summary>The connection string of a PostgreSQL server on which databases may be created.</summary>
    public const string PostgresVariable = "DELIVERY_TEST_POSTGRES";

    /// <summary>Creates an empty database and gives its connection string.</summary>
    /// <exception cref="InvalidOperationException">No server is named.</exception>
    public static async Task<string> CreatePostgresDatabaseAsync()
    {
        var server = Environment.GetEnvironmentVariable(PostgresVariable);
        if (string.IsNullOrEmpty(server))
        {
            throw new InvalidOperationException(
                $"This test needs a PostgreSQL server: name one in {PostgresVariable}, for example Host=127.0.0.1;Username=postgres, or use ./test.");
        }

        var name = string.Create(CultureInfo.InvariantCulture, $"test_{Guid.NewGuid():N}");
        await ExecuteAsync(server, $"CREATE DATABASE {name}");
        return new NpgsqlConnectionStringBuilder(server) { Database = name, MaxPoolSize = 20 }.ConnectionString;
    }

    /// <summary>Drops what <see cref="CreatePostgresDatabaseAsync"/> created.</summary>
    public static async Task DropPostgresDatabaseAsync(string connectionString)
    {
        var builder = new NpgsqlConnectionStringBuilder(connectionString);
        var name = builder.Database;
        NpgsqlConnection.ClearPool(new NpgsqlConnection(connectionString));
        builder.Database = "postgres";
        await ExecuteAsync(builder.ConnectionString, $"DROP DATABASE IF EXISTS {name} WITH (FORCE)");
    }

    private static async Task ExecuteAsync(string connectionString, string sql)
    {
        await using var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(connectionString) { Pooling = false }.ConnectionString);
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
#pragma warning disable CA2100 // The only variable part is the database's name, which was made above.
        command.CommandText = sql;
#pragma warning restore CA2100
        await command.ExecuteNonQueryAsync();
    }
}
