namespace Delivery.Stores.Tickets;

/// <summary>Lets the deadline service sleep until the next deadline, and wakes it in time when an earlier one comes.</summary>
internal sealed class DeadlineAlarm(TimeProvider timeProvider)
{
    private readonly Lock _lock = new();
    private DateTimeOffset _earliest = DateTimeOffset.MaxValue;
    private TaskCompletionSource? _earlier;

    /// <summary>A ticket that has been committed is due at this instant.</summary>
    public void Announce(DateTimeOffset deadline)
    {
        lock (_lock)
        {
            if (deadline < _earliest)
            {
                _earliest = deadline;
                _earlier?.TrySetResult();
            }
        }
    }

    /// <summary>Returns at <paramref name="until"/>, or earlier at an announced deadline.</summary>
    public async Task WaitAsync(DateTimeOffset until, CancellationToken cancellationToken)
    {
        for (; ; )
        {
            var earlier = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            TimeSpan delay;
            lock (_lock)
            {
                delay = (until < _earliest ? until : _earliest) - timeProvider.GetUtcNow();
                if (delay <= TimeSpan.Zero)
                {
                    _earliest = _earliest > timeProvider.GetUtcNow() ? _earliest : DateTimeOffset.MaxValue;
                    _earlier = null;
                    return;
                }

                _earlier = earlier;
            }

            await SleepAsync(delay, earlier.Task, cancellationToken);
        }
    }

    private async Task SleepAsync(TimeSpan delay, Task earlier, CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        await Task.WhenAny(Task.Delay(delay, timeProvider, stop.Token), earlier);
        await stop.CancelAsync();
        cancellationToken.ThrowIfCancellationRequested();
    }
}
