using Delivery.Workflows.Runtime.Execution;
using Shouldly;
using Xunit;

namespace Delivery.Workflows.Runtime.Tests.Execution;

public sealed class CollectorTests : IDisposable
{
    private readonly List<int[]> _groups = [];
    private readonly SemaphoreSlim _answers = new(0);
    private readonly SemaphoreSlim _asked = new(0);

    [Fact]
    public async Task Ask_Alone_IsAnsweredAtOnce()
    {
        var collector = Create();
        _answers.Release();

        (await collector.AskAsync(1, CancellationToken.None)).ShouldBe(10);
        _groups.ShouldHaveSingleItem().ShouldBe([1]);
    }

    [Fact]
    public async Task Ask_WhileAGroupIsUnderWay_SharesTheNext()
    {
        var collector = Create();
        var first = collector.AskAsync(1, CancellationToken.None);
        await _asked.WaitAsync();
        var others = Enumerable.Range(2, 3).Select(number => collector.AskAsync(number, CancellationToken.None)).ToList();
        _answers.Release(2);

        (await first).ShouldBe(10);
        (await Task.WhenAll(others)).ShouldBe([20, 30, 40]);
        _groups.Count.ShouldBe(2);
        _groups[1].ShouldBe([2, 3, 4]);
    }

    [Fact]
    public async Task Ask_MoreThanAGroupHolds_MakesSeveral()
    {
        var collector = Create(maxSize: 2);
        var first = collector.AskAsync(1, CancellationToken.None);
        await _asked.WaitAsync();
        var others = Enumerable.Range(2, 3).Select(number => collector.AskAsync(number, CancellationToken.None)).ToList();
        _answers.Release(3);

        await Task.WhenAll([first, .. others]);
        _groups.Select(group => group.Length).ShouldBe([1, 2, 1]);
    }

    [Fact]
    public async Task Ask_GroupThrows_FailsItsOwnAndGoesOn()
    {
        var collector = Create();
        var poison = collector.AskAsync(-1, CancellationToken.None);
        await _asked.WaitAsync();
        var next = collector.AskAsync(2, CancellationToken.None);
        _answers.Release(2);

        await Should.ThrowAsync<InvalidOperationException>(poison);
        (await next).ShouldBe(20);
    }

    [Fact]
    public async Task Ask_CancelledBeforeItsTurn_IsNotAsked()
    {
        var collector = Create();
        using var cancellation = new CancellationTokenSource();
        var first = collector.AskAsync(1, CancellationToken.None);
        await _asked.WaitAsync();
        var cancelled = collector.AskAsync(2, cancellation.Token);
        var third = collector.AskAsync(3, CancellationToken.None);
        await cancellation.CancelAsync();
        _answers.Release(2);

        await Task.WhenAll(first, third);
        await Should.ThrowAsync<TaskCanceledException>(cancelled);
        _groups.SelectMany(group => group).ShouldBe([1, 3]);
    }

    public void Dispose()
    {
        _answers.Dispose();
        _asked.Dispose();
    }

    private Collector<int, int> Create(int maxSize = 10) => new(
        async (numbers, _) =>
        {
            _groups.Add([.. numbers]);
            _asked.Release();
            await _answers.WaitAsync(CancellationToken.None);
            if (numbers.Contains(-1))
            {
                throw new InvalidOperationException("poison");
            }

            return [.. numbers.Select(number => number * 10)];
        },
        lanes: 1,
        maxSize);
}
