using System.Text.Json;
using Delivery.Contracts;
using Delivery.Messaging;
using Delivery.Messaging.Failpoints;
using Delivery.Testing;
using Delivery.Testing.Servers;
using Delivery.Workflows.Runtime.Tests.Support;
using Npgsql;
using Shouldly;
using Xunit;

namespace Delivery.Workflows.Runtime.Tests.Replicas;

/// <summary>
/// Two real processes of the runtime on one PostgreSQL, which are killed: whatever they leave is finished by the other, and every command of
/// every order arrives as one message.
/// </summary>
[Trait("Needs", "Server")]
public sealed class ReplicaTests : IAsyncLifetime
{
    private const int CommandsPerOrder = 2;

    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(60);

    private readonly List<ReplicaProcess> _replicas = [];
    private NpgsqlDataSource _data = null!;
    private PostgresDatabase _database = null!;

    public async ValueTask InitializeAsync()
    {
        _database = await PostgresDatabase.CreateAsync();
        _data = NpgsqlDataSource.Create(_database.ConnectionString);
        await using var setup = ReplicaProcess.Start("setup", _database.ConnectionString);
        (await setup.WaitAsync()).ShouldBe(0, setup.Output);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var replica in _replicas)
        {
            await replica.DisposeAsync();
        }

        await _data.DisposeAsync();
        await _database.DisposeAsync();
    }

    [Fact]
    public Task Replicas_KilledAtRandomUnderLoad_LoseAndDoubleNothing() => KillAtRandomAsync(orders: 60, kills: 2);

    [Fact]
    [Trait("Length", "Nightly")]
    public Task Replicas_KilledManyTimesUnderLoad_LoseAndDoubleNothing() => KillAtRandomAsync(orders: 3_000, kills: 40);

    [Fact]
    public Task Replica_WriterDiesRightAfterItsCommit_TheOtherAloneFinishes() => DieAtAsync(FailpointNames.EngineAfterCommit, nth: 12);

    [Theory]
    [Trait("Length", "Nightly")]
    [InlineData(FailpointNames.EngineBeforeCommit, 9)]
    [InlineData(FailpointNames.EngineAfterCommit, 1)]
    [InlineData(FailpointNames.EngineAfterCommit, 30)]
    [InlineData(FailpointNames.IntentAfterClaim, 2)]
    [InlineData(FailpointNames.IntentAfterRun, 3)]
    [InlineData(FailpointNames.IntentAfterRun, 25)]
    [InlineData(FailpointNames.IntentAfterCommit, 3)]
    [InlineData(FailpointNames.MailboxAfterInsert, 3)]
    [InlineData(FailpointNames.MailboxAfterInsert, 15)]
    [InlineData(FailpointNames.OutboxAfterCommit, 5)]
    [InlineData(FailpointNames.TimerAfterClaim, 2)]
    public Task Replica_WriterDiesAtAnyBoundary_TheOtherAloneFinishes(string failpoint, int nth) => DieAtAsync(failpoint, nth);

    private async Task KillAtRandomAsync(int orders, int kills)
    {
        Start();
        Start();
        for (var kill = 1; kill <= kills; kill++)
        {
            await SendAsync(orders * (kill - 1) / kills, orders * kill / kills);
            var before = await CountHandledAsync();
            // Somewhere in the middle of it.
            var until = before + Random.Shared.Next(20, 20 + (3 * orders / kills));
            await Eventually.TrueAsync(async () => await CountHandledAsync() >= until || await IsDoneAsync(orders * kill / kills), Explain(), Deadline);
            var victim = _replicas[Random.Shared.Next(2)];
            _replicas.Remove(victim);
            await victim.DisposeAsync();
            Start();
        }

        await FinishAsync(orders);
    }

    private async Task DieAtAsync(string failpoint, int nth)
    {
        const int Orders = 20;
        var writer = Start($"{failpoint}:{nth}");
        await SendAsync(0, Orders);
        await Eventually.TrueAsync(async () => writer.HasExited || await CountHandledAsync() > 2, "it works at all", Deadline);
        // Now the other one has begun too, and takes its share; only it is left when the writer has died.
        Start();
        await Eventually.TrueAsync(() => writer.HasExited, $"the writer reaches {failpoint}", Deadline);
        (await writer.WaitAsync()).ShouldBe(137, writer.Output);

        await FinishAsync(Orders);
    }

    private ReplicaProcess Start(string? failpoint = null)
    {
        var replica = ReplicaProcess.Start("run", _database.ConnectionString, failpoint);
        _replicas.Add(replica);
        return replica;
    }

    private async Task FinishAsync(int orders)
    {
        await Eventually.TrueAsync(() => IsDoneAsync(orders), $"all {orders} orders end", Deadline);
        (await ReadAsync("SELECT count(*) FROM workflows.instances WHERE parent_instance_id IS NULL")).ShouldBe(orders);
        (await ReadAsync("SELECT count(DISTINCT parent_instance_id) FROM workflows.instances WHERE sub_status = 'Finished'")).ShouldBe(orders);
        (await ReadAsync("SELECT count(*) FROM workflows.instances WHERE parent_instance_id IS NOT NULL")).ShouldBe(orders, "an instance was started twice");
        (await ReadAsync("SELECT count(DISTINCT request_id) FROM test.received")).ShouldBe(orders * CommandsPerOrder);
        (await ReadAsync("SELECT count(*) FROM test.received")).ShouldBe(orders * CommandsPerOrder, "a command was sent as two messages");
        (await ReadAsync("SELECT count(*) FROM test.worked")).ShouldBe(2 * orders, "an intent was carried out under two keys, or never");
        (await ReadAsync("SELECT count(*) FROM workflows.intents")).ShouldBe(0);
        (await ReadAsync("SELECT count(*) FROM workflows.incidents")).ShouldBe(0);
        await Eventually.TrueAsync(async () => await ReadAsync("SELECT count(*) FROM test.messages") == 0, "repeated messages are taken too", Deadline);
        (await ReadAsync("SELECT count(*) FROM workflows.inbox_messages")).ShouldBe(orders * (2 + CommandsPerOrder));
        (await ReadAsync("SELECT count(*) FROM workflows.mailbox_messages")).ShouldBe(0);
        (await ReadAsync("SELECT count(*) FROM workflows.bookmarks")).ShouldBe(0);
        (await ReadAsync(
            "SELECT count(*) FROM (SELECT 1 FROM workflows.journal_entries GROUP BY instance_id HAVING count(*) <> max(sequence) - min(sequence) + 1) AS gap"))
            .ShouldBe(0);
    }

    /// <summary>An order and its cancellation, in any order: whoever comes first waits for the other.</summary>
    private async Task SendAsync(int from, int to)
    {
        for (var number = from; number < to; number++)
        {
            await SendAsync(TestMessages.Placed($"ord_{number}"));
            await SendAsync(TestMessages.Cancellation($"ord_{number}"));
        }
    }

    private async Task SendAsync(IMessage message)
    {
        await using var command = _data.CreateCommand("INSERT INTO test.messages VALUES ($1, $2, $3)");
        command.Parameters.AddWithValue(Guid.CreateVersion7());
        command.Parameters.AddWithValue(MessageTypes.NameOf(message.GetType()));
        command.Parameters.AddWithValue(JsonSerializer.Serialize(message, message.GetType(), MessageJson.Options));
        await command.ExecuteNonQueryAsync();
    }

    private Task<long> CountHandledAsync() => ReadAsync("SELECT count(*) FROM workflows.inbox_messages");

    private async Task<bool> IsDoneAsync(int orders) =>
        await ReadAsync("SELECT count(*) FROM workflows.instances WHERE sub_status = 'Finished' AND parent_instance_id IS NULL") >= orders;

    private async Task<long> ReadAsync(string sql)
    {
#pragma warning disable CA2100 // Nothing in it comes from outside.
        await using var command = _data.CreateCommand(sql);
#pragma warning restore CA2100
        return (long)(await command.ExecuteScalarAsync())!;
    }

    private string Explain() => $"the replicas work: {string.Join(Environment.NewLine, _replicas.Select(replica => replica.Output))}";
}
