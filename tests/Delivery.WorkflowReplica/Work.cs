using System.Text.Json.Nodes;
using Delivery.Workflows.Runtime.Intents;
using Delivery.Workflows.Runtime.Tests.Support;
using Npgsql;

namespace Delivery.WorkflowReplica;

/// <summary>The outside: it counts what it was asked for, by the key that stays the same.</summary>
internal sealed class Work(NpgsqlDataSource database) : IIntentHandler
{
    public string Kind => IntendActivity.Kind;

    public async Task<IntentOutcome> RunAsync(IntentCall call, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(call);
        await using var command = database.CreateCommand(
            "INSERT INTO test.worked VALUES ($1, 1) ON CONFLICT (id) DO UPDATE SET times = worked.times + 1");
        command.Parameters.AddWithValue(call.Key);
        await command.ExecuteNonQueryAsync(cancellationToken);
        return IntentOutcome.Resume(JsonValue.Create(call.Key));
    }
}
