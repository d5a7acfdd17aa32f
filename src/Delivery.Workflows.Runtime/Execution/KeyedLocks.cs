namespace Delivery.Workflows.Runtime.Execution;

/// <summary>
/// Lets one burst of a correlation at a time run in this process, so that bursts rarely race for the same instance. It is a courtesy only:
/// what holds across processes is the instance's revision.
/// </summary>
internal sealed class KeyedLocks : IDisposable
{
    /// <summary>Many, so that correlations that have nothing to do with each other seldom share one and then miss the same group commit.</summary>
    private const int Stripes = 4096;

    private readonly SemaphoreSlim[] _stripes = [.. Enumerable.Range(0, Stripes).Select(_ => new SemaphoreSlim(1, 1))];

    public void Dispose() => Array.ForEach(_stripes, stripe => stripe.Dispose());

    /// <summary>Waits for the key; disposing the result gives it back. It is not reentrant.</summary>
    public async ValueTask<Turn> EnterAsync(string key, CancellationToken cancellationToken)
    {
        var stripe = _stripes[(uint)key.GetHashCode(StringComparison.Ordinal) % _stripes.Length];
        cancellationToken.ThrowIfCancellationRequested();
        var entering = stripe.WaitAsync(CancellationToken.None);
        await (entering.IsCompleted || !cancellationToken.CanBeCanceled ? entering : UnlessGivenUpAsync(stripe, entering, cancellationToken));
        return new Turn(stripe);
    }

    /// <remarks>The semaphore's own way of giving up would leave the caller's scheduler (decision 0014).</remarks>
    private static async Task UnlessGivenUpAsync(SemaphoreSlim stripe, Task entering, CancellationToken cancellationToken)
    {
        var givenUp = new TaskCompletionSource();
        using var registration = cancellationToken.UnsafeRegister(static source => ((TaskCompletionSource)source!).TrySetResult(), givenUp);
        // Where the caller's work runs, not where the turn is given back.
        var entered = entering.ContinueWith(static _ => { }, CancellationToken.None, TaskContinuationOptions.DenyChildAttach, TaskScheduler.Current);
        if (await Task.WhenAny(entered, givenUp.Task) != entered)
        {
            // The turn comes all the same, and goes to whoever is next.
            _ = entering.ContinueWith(_ => stripe.Release(), CancellationToken.None, TaskContinuationOptions.DenyChildAttach, TaskScheduler.Current);
            throw new OperationCanceledException(cancellationToken);
        }
    }

    internal readonly struct Turn(SemaphoreSlim stripe) : IDisposable
    {
        public void Dispose() => stripe.Release();
    }
}
