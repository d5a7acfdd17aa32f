using Delivery.Workflows.Runtime.Execution;
using Shouldly;
using Xunit;

namespace Delivery.Workflows.Runtime.Tests.Execution;

public sealed class KeyedLocksTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Enter_GivenUpWhileItQueues_LeavesTheTurnToWhoeverIsNext()
    {
        using var locks = new KeyedLocks();
        using var impatient = new CancellationTokenSource();
        var first = await locks.EnterAsync("key", Cancellation);
        var second = locks.EnterAsync("key", impatient.Token).AsTask();
        var third = locks.EnterAsync("key", Cancellation).AsTask();

        await impatient.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(() => second);
        third.IsCompleted.ShouldBeFalse();
        first.Dispose();

        var turn = await third.WaitAsync(TimeSpan.FromMinutes(1), Cancellation);
        var fourth = locks.EnterAsync("key", Cancellation).AsTask();
        fourth.IsCompleted.ShouldBeFalse();
        turn.Dispose();
        (await fourth.WaitAsync(TimeSpan.FromMinutes(1), Cancellation)).Dispose();
    }

    [Fact]
    public async Task Enter_TokenThatIsCancelledAlready_DoesNotTakeTheTurn()
    {
        using var locks = new KeyedLocks();

        await Should.ThrowAsync<OperationCanceledException>(async () => await locks.EnterAsync("key", new CancellationToken(canceled: true)));

        (await locks.EnterAsync("key", Cancellation)).Dispose();
    }
}
