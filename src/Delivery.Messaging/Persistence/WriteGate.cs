namespace Delivery.Messaging.Persistence;

/// <summary>
/// On SQLite, lets one writer in at a time. The file has one writer anyway; waiting here costs no thread, while the driver waits for the
/// file's lock by sleeping in steps of 150 ms. On PostgreSQL everybody passes, unless the bus is in memory.
/// </summary>
internal sealed class WriteGate<TContext>(bool oneAtATime) : IDisposable
    where TContext : ModuleDbContext
{
    private readonly SemaphoreSlim? _semaphore = oneAtATime ? new SemaphoreSlim(1, 1) : null;

    public void Dispose() => _semaphore?.Dispose();

    /// <summary>Waits for the turn; disposing the result ends it.</summary>
    public async ValueTask<Turn> EnterAsync(CancellationToken cancellationToken)
    {
        if (_semaphore is not null)
        {
            await _semaphore.WaitAsync(cancellationToken);
        }

        return new Turn(_semaphore);
    }

    internal readonly struct Turn(SemaphoreSlim? semaphore) : IDisposable
    {
        public void Dispose() => semaphore?.Release();
    }
}
