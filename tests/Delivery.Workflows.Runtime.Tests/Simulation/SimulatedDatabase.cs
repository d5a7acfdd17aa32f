using Delivery.Messaging.Persistence;
using Delivery.Workflows.Runtime.Persistence;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace Delivery.Workflows.Runtime.Tests.Simulation;

/// <summary>A database in memory, which all replicas of a world share.</summary>
internal sealed class SimulatedDatabase : IDisposable
{
    private static readonly Lazy<SqliteConnection> Template = new(CreateTemplate);

    public SimulatedDatabase()
    {
        Connection.Open();
        lock (Template)
        {
            Template.Value.BackupDatabase(Connection);
        }
    }

    public SqliteConnection Connection { get; } = new("Data Source=:memory:");

    public void Dispose() => Connection.Dispose();

    public List<T> Query<T>(string sql, Func<SqliteDataReader, T> read, params (string Name, object Value)[] parameters)
    {
        using var command = Connection.CreateCommand();
        command.CommandText = sql;
        foreach (var (name, value) in parameters)
        {
            command.Parameters.AddWithValue(name, value);
        }

        using var reader = command.ExecuteReader();
        var rows = new List<T>();
        while (reader.Read())
        {
            rows.Add(read(reader));
        }

        return rows;
    }

    public void Execute(string sql, params (string Name, object Value)[] parameters) => Query(sql, _ => true, parameters);

    private static SqliteConnection CreateTemplate()
    {
        var connection = new SqliteConnection("Data Source=:memory:");
        connection.Open();
        var options = new DbContextOptionsBuilder<WorkflowsSqliteDbContext>();
        options.UseModuleSqlite(":memory:").UseSqlite(connection);
        using var db = new WorkflowsSqliteDbContext(options.Options);
        db.Database.Migrate();
        return connection;
    }
}
