using System.Text.Json;
using Delivery.Contracts;
using Delivery.Contracts.Payments;
using Delivery.Messaging;
using Delivery.Messaging.Bus;
using Delivery.ServiceDefaults.Problems;
using Delivery.Workflows.Runtime.Tests.Support;
using Microsoft.Data.Sqlite;

namespace Delivery.Workflows.Runtime.Tests.Simulation;

/// <content>What surrounds the runtime: the bus, and the relay of the outbox with the module that answers.</content>
internal sealed partial class World
{
    private void Send()
    {
        var order = OrderOf(_random.Next(Orders));
        IOrderEvent message = _random.Next(7) switch
        {
            0 or 1 or 2 => TestMessages.Placed(order),
            3 or 4 => TestMessages.Cancellation(order),
            5 => TestMessages.Cooking(order),
            _ => TestMessages.Offered(order),
        };
        Send(message);
    }

    private void Send(IOrderEvent message)
    {
        var id = new byte[16];
        _random.NextBytes(id);
        var copies = _random.Next(5) == 0 ? 2 : 1;
        _bus.Send(new Guid(id), message, copies);
        Note($"sent {message.GetType().Name} of {message.OrderId} as {new Guid(id)}, {copies} times");
    }

    private void Deliver()
    {
        var replica = _replicas[_random.Next(_replicas.Count)];
        var (id, message) = _bus.Take(_random.Next(_bus.Waiting.Count));
        Note($"{replica.Name} takes {id}");
        var task = _scheduler.Start(() => replica.TakeAsync(new ReceivedMessage(WorkflowRuntime.Endpoint, id, message)));
        _running.Add((replica, task, id));
    }

    /// <summary>Hands a row of the outbox to its receiver, and seldom forgets that it did.</summary>
    private void Relay()
    {
        var rows = Database.Query(
            "SELECT sequence, message_id, message_type, body FROM outbox_messages ORDER BY sequence",
            row => (Sequence: row.GetInt64(0), Id: row.GetString(1), Type: row.GetString(2), Body: row.GetString(3)));
        var (sequence, id, type, body) = rows[_random.Next(rows.Count)];
        var message = JsonSerializer.Deserialize(body, MessageTypes.Find(type)!, MessageJson.Options)!;
        if (_ledger.Receive(id, message) && message is CapturePayment { RequestId: { } requestId } command)
        {
            Note($"received {requestId}");
            for (var answers = _random.Next(8) switch { 0 => 0, 1 => 2, _ => 1 }; answers > 0; answers--)
            {
                Send(TestMessages.Captured(command.OrderId, requestId));
            }
        }

        if (_settling || _random.Next(5) > 0)
        {
            Database.Execute("DELETE FROM outbox_messages WHERE sequence = $sequence", ("$sequence", sequence));
        }
    }

    /// <summary>What has ended is acknowledged; what has failed, and seldom what has not, comes again.</summary>
    private void Collect()
    {
        CollectCalls();
        for (var index = _running.Count - 1; index >= 0; index--)
        {
            var (replica, task, messageId) = _running[index];
            if (!task.IsCompleted)
            {
                continue;
            }

            _running.RemoveAt(index);
            var failure = task.Exception?.InnerException;
            Ensure(
                failure is null or SqliteException or { InnerException: SqliteException }
                    || (messageId is null && failure is ProblemException),
                $"{replica.Name} failed: {failure}");
            if (messageId is { } id && (failure is not null || (!_settling && _random.Next(15) == 0)))
            {
                _bus.Return(id);
            }
        }
    }

    private bool HasOutbox() => Database.Query("SELECT count(*) FROM outbox_messages", row => row.GetInt32(0))[0] > 0;
}
