using Delivery.Messaging.Idempotency;
using Delivery.Messaging.Persistence;
using Delivery.Messaging.Tests.Bus;
using Delivery.Messaging.Tests.Support;
using Delivery.ServiceDefaults.Problems;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Xunit;

namespace Delivery.Messaging.Tests.Idempotency;

public abstract class IdempotentTransactionsTests : BusTestBase
{
    [Fact]
    public async Task RunAsync_SameKeyAndBody_AnswersAsBeforeAndCreatesOnce()
    {
        await using var host = await StartAsync();

        var first = await PlaceAsync(host, "key", "bibimbap");
        var second = await PlaceAsync(host, "key", "bibimbap");

        second.ShouldBe(first);
        (await host.EntriesAsync<Orders>()).Count.ShouldBe(1);
    }

    [Fact]
    public async Task RunAsync_SameKeyOtherBody_IsRefused()
    {
        await using var host = await StartAsync();
        await PlaceAsync(host, "key", "bibimbap");

        var problem = await Should.ThrowAsync<ProblemException>(() => PlaceAsync(host, "key", "pizza"));

        problem.Type.Slug.ShouldBe("idempotency-key-reused");
        (await host.EntriesAsync<Orders>()).Count.ShouldBe(1);
    }

    [Fact]
    public async Task RunAsync_SameKeyAtTheSameTime_CreatesOnceAndAnswersAllAlike()
    {
        await using var host = await StartAsync();

        var answers = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => Task.Run(() => PlaceAsync(host, "key", "bibimbap"))));

        answers.Distinct().Count().ShouldBe(1);
        (await host.EntriesAsync<Orders>()).Count.ShouldBe(1);
    }

    [Fact]
    public async Task RunAsync_SameKeyOfAnotherCaller_IsAnotherKey()
    {
        await using var host = await StartAsync();

        await PlaceAsync(host, "key", "bibimbap", "customer-1");
        await PlaceAsync(host, "key", "pizza", "customer-2");

        (await host.EntriesAsync<Orders>()).Count.ShouldBe(2);
    }

    [Fact]
    public async Task RunAsync_WorkFails_StoresNothingAndTheKeyIsFree()
    {
        await using var host = await StartAsync();
        await Should.ThrowAsync<InvalidOperationException>(() => host.Services
            .GetRequiredService<IdempotentTransactions<TestDbContext<Orders>>>()
            .RunAsync("customer-1", "place-order", "key", "bibimbap", (_, _) => throw new InvalidOperationException(), CancellationToken.None));

        await PlaceAsync(host, "key", "pizza");

        (await host.EntriesAsync<Orders>()).Count.ShouldBe(1);
    }

    [Theory]
    [InlineData("")]
    [InlineData("long")]
    public async Task RunAsync_KeyOutOfRange_IsRefused(string key)
    {
        await using var host = await StartAsync();

        var problem = await Should.ThrowAsync<ProblemException>(
            () => PlaceAsync(host, key.Length == 0 ? key : new string('k', 201), "bibimbap"));

        problem.Type.Slug.ShouldBe("idempotency-key-invalid");
    }

    private static Task<StoredResponse> PlaceAsync(BusHost host, string key, string item, string caller = "customer-1") =>
        host.Services.GetRequiredService<IdempotentTransactions<TestDbContext<Orders>>>().RunAsync(
            caller, "place-order", key, new { item }, (transaction, _) => Task.FromResult(Place(transaction)), CancellationToken.None);

    private static StoredResponse Place(ModuleTransaction<TestDbContext<Orders>> transaction)
    {
        var id = Guid.NewGuid().ToString("N");
        transaction.Db.Entries.Add(new Entry { Text = id });
        return StoredResponse.Of(201, $"/api/orders/{id}", new { orderId = id });
    }
}
