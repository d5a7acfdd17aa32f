using System.Text.Json;
using Delivery.Contracts;
using Delivery.Messaging;
using Delivery.Messaging.Bus;
using Delivery.Workflows.Runtime;
using Delivery.Workflows.Runtime.Messages;
using Delivery.Workflows.Runtime.Tests.Support;
using Npgsql;

namespace Delivery.WorkflowReplica;

/// <summary>Carries what is to be taken and what is sent: everything at least once, some of it twice.</summary>
internal sealed class TableBus(NpgsqlDataSource database, WorkflowIntake intake)
{
    private const int Takers = 6;

    private static readonly TimeSpan Idle = TimeSpan.FromMilliseconds(20);

    public static async Task CreateAsync(NpgsqlDataSource database)
    {
        await using var command = database.CreateCommand(
            """
            CREATE SCHEMA test;
            CREATE TABLE test.messages (id uuid PRIMARY KEY, type text NOT NULL, body text NOT NULL);
            CREATE TABLE test.worked (id text PRIMARY KEY, times int NOT NULL);
            CREATE TABLE test.received (message_id uuid PRIMARY KEY, request_id text NOT NULL, deliveries int NOT NULL);
            """);
        await command.ExecuteNonQueryAsync();
    }

    public Task RunAsync() => Task.WhenAll([RelayAsync(), .. Enumerable.Range(0, Takers).Select(_ => TakeAsync())]);

    private async Task TakeAsync()
    {
        while (true)
        {
            try
            {
                if (!await TakeNextAsync())
                {
                    await Task.Delay(Idle, TimeProvider.System);
                }
            }
            catch (Exception exception)
            {
                // As with a broker: it comes again.
                await Console.Error.WriteLineAsync(exception.ToString());
                await Task.Delay(Idle, TimeProvider.System);
            }
        }
    }

    /// <summary>The row is locked while the message is handled, and free again when this process dies.</summary>
    private async Task<bool> TakeNextAsync()
    {
        await using var connection = await database.OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        Guid id;
        string type, body;
        await using (var select = new NpgsqlCommand(
            "SELECT id, type, body FROM test.messages ORDER BY random() LIMIT 1 FOR UPDATE SKIP LOCKED", connection, transaction))
        {
            await using var row = await select.ExecuteReaderAsync();
            if (!await row.ReadAsync())
            {
                return false;
            }

            (id, type, body) = (row.GetGuid(0), row.GetString(1), row.GetString(2));
        }

        var message = (IMessage)JsonSerializer.Deserialize(body, MessageTypes.Find(type)!, MessageJson.Options)!;
        await intake.TakeAsync(new ReceivedMessage(WorkflowRuntime.Endpoint, id, message), CancellationToken.None);
        if (Random.Shared.Next(10) == 0)
        {
            // The acknowledgement is lost.
            return true;
        }

        await using var delete = new NpgsqlCommand("DELETE FROM test.messages WHERE id = $1", connection, transaction) { Parameters = { new() { Value = id } } };
        await delete.ExecuteNonQueryAsync();
        await transaction.CommitAsync();
        return true;
    }

    private async Task RelayAsync()
    {
        while (true)
        {
            try
            {
                if (!await RelayNextAsync())
                {
                    await Task.Delay(Idle, TimeProvider.System);
                }
            }
            catch (NpgsqlException exception)
            {
                await Console.Error.WriteLineAsync(exception.ToString());
                await Task.Delay(Idle, TimeProvider.System);
            }
        }
    }

    /// <summary>The receiver commits before the outbox forgets: a process that dies in between has sent it and sends it again.</summary>
    private async Task<bool> RelayNextAsync()
    {
        await using var connection = await database.OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        var rows = new List<(long Sequence, Guid Id, string Body)>();
        await using (var select = new NpgsqlCommand(
            "SELECT sequence, message_id, body FROM workflows.outbox_messages ORDER BY sequence LIMIT 10 FOR UPDATE SKIP LOCKED", connection, transaction))
        {
            await using var row = await select.ExecuteReaderAsync();
            while (await row.ReadAsync())
            {
                rows.Add((row.GetInt64(0), row.GetGuid(1), row.GetString(2)));
            }
        }

        foreach (var (_, id, body) in rows)
        {
            await ReceiveAsync(id, JsonDocument.Parse(body).RootElement);
        }

        await using var delete = new NpgsqlCommand("DELETE FROM workflows.outbox_messages WHERE sequence = ANY ($1)", connection, transaction)
        {
            Parameters = { new() { Value = rows.Select(row => row.Sequence).ToArray() } },
        };
        await delete.ExecuteNonQueryAsync();
        await transaction.CommitAsync();
        return rows.Count > 0;
    }

    /// <summary>Counts the command by its message, and answers it once.</summary>
    private async Task ReceiveAsync(Guid messageId, JsonElement command)
    {
        var (order, request) = (command.GetProperty("orderId").GetString()!, command.GetProperty("requestId").GetString()!);
        var answer = TestMessages.Captured(order, request);
        await using var insert = database.CreateCommand(
            """
            WITH received AS (
                INSERT INTO test.received VALUES ($1, $2, 1) ON CONFLICT (message_id) DO UPDATE SET deliveries = received.deliveries + 1
                RETURNING deliveries)
            INSERT INTO test.messages SELECT gen_random_uuid(), $3, $4 FROM received WHERE deliveries = 1
            """);
        insert.Parameters.AddWithValue(messageId);
        insert.Parameters.AddWithValue(request);
        insert.Parameters.AddWithValue(MessageTypes.NameOf(answer.GetType()));
        insert.Parameters.AddWithValue(JsonSerializer.Serialize(answer, MessageJson.Options));
        await insert.ExecuteNonQueryAsync();
    }
}
