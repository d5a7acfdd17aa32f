using Npgsql;

namespace Delivery.Simulator.Hosting;

/// <summary>A fresh PostgreSQL database on a given server.</summary>
internal sealed class TemporaryDatabase
{
    private readonly string _server;

    private TemporaryDatabase(string server, string name)
    {
        _server = server;
        Name = name;
        ConnectionString = new NpgsqlConnectionStringBuilder(server) { Database = name }.ConnectionString;
    }

    public string Name { get; }

    public string ConnectionString { get; }

    public static async Task<TemporaryDatabase> CreateAsync(string server, CancellationToken cancellationToken)
    {
        var database = new TemporaryDatabase(server, $"delivery_simulation_{Guid.NewGuid():N}"[..40]);
        await database.RunAsync($"CREATE DATABASE {database.Name}", cancellationToken);
        return database;
    }

    public Task DropAsync() => RunAsync($"DROP DATABASE IF EXISTS {Name} WITH (FORCE)", CancellationToken.None);

    /// <summary>The name is made here and needs no quoting.</summary>
    private async Task RunAsync(string statement, CancellationToken cancellationToken)
    {
        var maintenance = new NpgsqlConnectionStringBuilder(_server) { Database = "postgres", Pooling = false };
        await using var connection = new NpgsqlConnection(maintenance.ConnectionString);
        await connection.OpenAsync(cancellationToken);
        await using var command = connection.CreateCommand();
#pragma warning disable CA2100 // The statement holds a name that is made here, of letters and digits.
        command.CommandText = statement;
#pragma warning restore CA2100
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
