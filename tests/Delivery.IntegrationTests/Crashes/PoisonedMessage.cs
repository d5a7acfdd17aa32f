using System.Data.Common;
using Delivery.IntegrationTests.Processes;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace Delivery.IntegrationTests.Crashes;

/// <summary>A committed outbox row that no binary can handle, as one of a newer version would be; it has to become a dead letter.</summary>
internal static class PoisonedMessage
{
    private const string Columns = "(message_id, message_type, queue, body, created_at)";

    /// <summary>Adds it to the outbox of Orders, for Stores, while the host is down.</summary>
    public static async Task AddAsync(Platform platform)
    {
        await using DbConnection connection = platform.Postgres is { } postgres
            ? new NpgsqlConnection(postgres)
            : new SqliteConnection($"Data Source={Path.Combine(platform.DataDirectory, "orders.db")}");
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = platform.Postgres is not null
            ? $"INSERT INTO orders.outbox_messages {Columns} VALUES (gen_random_uuid(), 'Stores.OfferBanquet', 'stores', '{{}}', now())"
            : $"INSERT INTO outbox_messages {Columns} VALUES ('{Guid.NewGuid().ToString().ToUpperInvariant()}', 'Stores.OfferBanquet', 'stores', '{{}}', 0)";
        await command.ExecuteNonQueryAsync();
    }
}
