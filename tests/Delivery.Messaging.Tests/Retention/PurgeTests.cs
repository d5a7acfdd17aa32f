using Delivery.Messaging.DeadLetters;
using Delivery.Messaging.Idempotency;
using Delivery.Messaging.Inbox;
using Delivery.Messaging.Retention;
using Delivery.Messaging.Tests.Bus;
using Delivery.Messaging.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Xunit;

namespace Delivery.Messaging.Tests.Retention;

public abstract class PurgeTests : BusTestBase
{
    private static readonly DateTimeOffset Now = TimeProvider.System.GetUtcNow();

    [Fact]
    public async Task RunAsync_OldAndNewRecords_DeletesTheOldOnesInBatches()
    {
        await using var host = await StartAsync(settings: new Dictionary<string, string?> { ["Retention:Batch"] = "3" });
        await host.RunAsync<Orders>(transaction =>
        {
            for (var day = 1; day <= 20; day++)
            {
                transaction.Db.Inbox.Add(new InboxMessage { Endpoint = "orders", MessageId = Guid.NewGuid(), HandledAt = Ago(day) });
                transaction.Db.IdempotencyRecords.Add(Key(day));
            }

            transaction.Db.DeadLetters.Add(Letter(DeadLetterState.Open, Ago(20), resolvedAt: null));
            transaction.Db.DeadLetters.Add(Letter(DeadLetterState.Replayed, Ago(20), resolvedAt: Ago(1)));
            transaction.Db.DeadLetters.Add(Letter(DeadLetterState.Discarded, Ago(20), resolvedAt: Ago(10)));
        });

        var count = await host.Services.GetRequiredService<Purge<TestDbContext<Orders>>>().RunAsync(CancellationToken.None);

        count.ShouldBe(14 + 14 + 1);
        (await host.QueryAsync<Orders, List<DateTimeOffset>>(db => db.Inbox.Select(record => record.HandledAt).ToListAsync()))
            .ShouldAllBe(handledAt => handledAt > Ago(7));
        (await host.QueryAsync<Orders, int>(db => db.Inbox.CountAsync())).ShouldBe(6);
        (await host.QueryAsync<Orders, int>(db => db.IdempotencyRecords.CountAsync())).ShouldBe(6);
        (await host.QueryAsync<Orders, List<DeadLetterState>>(db => db.DeadLetters.Select(letter => letter.State).ToListAsync()))
            .ShouldBe([DeadLetterState.Open, DeadLetterState.Replayed], ignoreOrder: true);
    }

    [Fact]
    public async Task RunAsync_ModuleWithTablesToClear_DeletesThereToo()
    {
        var module = new ThreeRows();
        await using var host = await StartAsync(configure: builder => builder.Services.AddSingleton<IRetention<TestDbContext<Orders>>>(module));

        var count = await host.Services.GetRequiredService<Purge<TestDbContext<Orders>>>().RunAsync(CancellationToken.None);
        await host.Services.GetRequiredService<Purge<TestDbContext<Stores>>>().RunAsync(CancellationToken.None);

        count.ShouldBe(3);
        module.Runs.ShouldBe(1);
    }

    private static DateTimeOffset Ago(int days) => Now.AddDays(-days).AddMinutes(-1);

    private static IdempotencyRecord Key(int day) => new()
    {
        Caller = "customer-1", Operation = "place-order", Key = $"key-{day}", RequestHash = "hash", Status = 201, Body = "{}", CreatedAt = Ago(day),
    };

    private static DeadLetter Letter(DeadLetterState state, DateTimeOffset failedAt, DateTimeOffset? resolvedAt) => new()
    {
        Id = Guid.CreateVersion7(), MessageId = Guid.NewGuid(), MessageType = "Orders.OrderPlaced", Endpoint = "orders", Body = "{}",
        Reason = "Because.", Error = string.Empty, Attempts = 3, FailedAt = failedAt, State = state, ResolvedAt = resolvedAt,
    };

    private sealed class ThreeRows : IRetention<TestDbContext<Orders>>
    {
        public int Runs { get; private set; }

        public Task<int> DeleteAsync(DateTimeOffset now, CancellationToken cancellationToken)
        {
            Runs++;
            return Task.FromResult(3);
        }
    }
}
