namespace Delivery.Workflows.Runtime.Execution;

/// <summary>
/// Gathers what many ask for at the same time, so that they share one round trip. Alone, a request is answered at once; what comes while the
/// lanes are busy shares the next turn.
/// </summary>
/// <param name="answer">Answers a group, in order.</param>
/// <param name="lanes">How many groups are under way at the same time.</param>
/// <param name="maxSize">How many requests make a group at most.</param>
internal sealed class Collector<TRequest, TAnswer>(
    Func<IReadOnlyList<TRequest>, CancellationToken, Task<IReadOnlyList<TAnswer>>> answer, int lanes, int maxSize)
{
    private readonly Lock _lock = new();
    private readonly Queue<Waiting> _waiting = new();
    private int _busy;

    /// <summary>
    /// Cancelling gives up a request that waits for its turn. One that is being answered is answered: the caller must not think that nothing
    /// happens any more.
    /// </summary>
    public Task<TAnswer> AskAsync(TRequest request, CancellationToken cancellationToken)
    {
        var waiting = new Waiting(request, cancellationToken);
        lock (_lock)
        {
            _waiting.Enqueue(waiting);
            if (_busy == lanes)
            {
                return waiting.Task;
            }

            _busy++;
        }

        // The lane goes on for others: it must not run under the trace of whoever happened to open it.
        using (ExecutionContext.IsFlowSuppressed() ? default(AsyncFlowControl?) : ExecutionContext.SuppressFlow())
        {
            _ = Task.Factory.StartNew(RunAsync, CancellationToken.None, TaskCreationOptions.DenyChildAttach, TaskScheduler.Current);
        }

        return waiting.Task;
    }

    private async Task RunAsync()
    {
        while (Take() is { Count: > 0 } group)
        {
            try
            {
                var answers = await answer([.. group.Select(waiting => waiting.Request)], CancellationToken.None);
                for (var index = 0; index < group.Count; index++)
                {
                    group[index].SetResult(answers[index]);
                }
            }
            catch (Exception exception)
            {
                group.ForEach(waiting => waiting.TrySetException(exception));
            }
        }
    }

    /// <summary>The next group; an empty one ends the lane.</summary>
    private List<Waiting> Take()
    {
        var group = new List<Waiting>();
        lock (_lock)
        {
            while (group.Count < maxSize && _waiting.TryDequeue(out var waiting))
            {
                if (waiting.CancellationToken.IsCancellationRequested)
                {
                    waiting.SetCanceled(waiting.CancellationToken);
                }
                else
                {
                    group.Add(waiting);
                }
            }

            if (group.Count == 0)
            {
                _busy--;
            }
        }

        return group;
    }

    private sealed class Waiting(TRequest request, CancellationToken cancellationToken)
        : TaskCompletionSource<TAnswer>(TaskCreationOptions.RunContinuationsAsynchronously)
    {
        public TRequest Request { get; } = request;

        public CancellationToken CancellationToken { get; } = cancellationToken;
    }
}
