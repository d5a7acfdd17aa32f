using Delivery.Contracts.Status;
using Delivery.Status.Projection;
using Delivery.Status.Streams;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Xunit;

namespace Delivery.Status.Tests.Streams;

/// <summary>Only PostgreSQL lets a transaction that began first commit last.</summary>
[Trait("Needs", "Server")]
public sealed class ChangeSequencerPostgresTests(StatusPostgresFixture fixture) : IClassFixture<StatusPostgresFixture>
{
    private ChangeSequencer Sequencer => fixture.Module.Services.GetRequiredService<ChangeSequencer>();

    [Fact]
    public async Task Number_CommitsInAnotherOrder_FollowsTheCommits()
    {
        var written = new TaskCompletionSource();
        var release = new TaskCompletionSource();
        var slow = fixture.Module.RunAsync(async transaction =>
        {
            transaction.Db.Changes.Add(Change("ord_slow", 1));
            await transaction.Db.SaveChangesAsync();
            written.SetResult();
            await release.Task;
        });
        await await Task.WhenAny(written.Task, slow);
        await fixture.Module.RunAsync(transaction =>
        {
            transaction.Db.Changes.Add(Change("ord_fast", 1));
            return Task.CompletedTask;
        });

        await Sequencer.NumberAsync(CancellationToken.None);
        var fast = await SequenceAsync("ord_fast");
        release.SetResult();
        await slow;
        await Sequencer.NumberAsync(CancellationToken.None);

        fast.ShouldNotBeNull();
        (await SequenceAsync("ord_slow")).ShouldBe(fast + 1);
    }

    [Fact]
    public async Task Number_ManyWritersAndReplicas_ShowsAReaderEveryChangeOnceAndInOrder()
    {
        const int orders = 20;
        const int versions = 15;
        using var done = new CancellationTokenSource();
        var start = await EndAsync();
        var numbering = Enumerable.Range(0, 3).Select(_ => NumberUntilAsync(done.Token)).ToList();
        var reading = ReadAsync(start, orders * versions);

        await Task.WhenAll(Enumerable.Range(0, orders).Select(order => WriteAsync($"ord_many{order}", versions)));
        var read = await reading.WaitAsync(TimeSpan.FromSeconds(60), TimeProvider.System);
        await done.CancelAsync();
        await Task.WhenAll(numbering);

        read.Count.ShouldBe(orders * versions);
        read.Select(change => change.Sequence!.Value).ShouldBe(Enumerable.Range(1, read.Count).Select(index => start + index));
        foreach (var order in read.GroupBy(change => change.OrderId))
        {
            order.Select(change => change.Version).ShouldBe(Enumerable.Range(1, versions));
        }
    }

    private static StatusChange Change(string orderId, int version) => new()
    {
        OrderId = orderId,
        Version = version,
        Status = OrderStatus.Placed,
        CustomerId = "customer-1",
        StoreId = "sto_hanok",
        At = DateTimeOffset.UnixEpoch,
    };

    private async Task WriteAsync(string orderId, int versions)
    {
        foreach (var version in Enumerable.Range(1, versions))
        {
            await fixture.Module.RunAsync(transaction =>
            {
                transaction.Db.Changes.Add(Change(orderId, version));
                return Task.CompletedTask;
            });
        }
    }

    private async Task NumberUntilAsync(CancellationToken done)
    {
        while (!done.IsCancellationRequested)
        {
            await Sequencer.NumberAsync(CancellationToken.None);
            await Task.Yield();
        }
    }

    /// <summary>Reads as a stream does: only what comes behind the last number that it has seen.</summary>
    private async Task<List<StatusChange>> ReadAsync(long after, int count)
    {
        var read = new List<StatusChange>();
        while (read.Count < count)
        {
            var position = read.Count == 0 ? after : read[^1].Sequence;
            read.AddRange(await fixture.Module.QueryAsync(db => db.Changes.AsNoTracking()
                .Where(change => change.Sequence > position).OrderBy(change => change.Sequence).ToListAsync()));
        }

        return read;
    }

    private async Task<long> EndAsync() => await fixture.Module.QueryAsync(db => db.Changes.MaxAsync(change => change.Sequence)) ?? 0;

    private Task<long?> SequenceAsync(string orderId) =>
        fixture.Module.QueryAsync(db => db.Changes.Where(change => change.OrderId == orderId).Select(change => change.Sequence).SingleAsync());
}
