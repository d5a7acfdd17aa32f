using Delivery.Messaging.Persistence;
using Delivery.Messaging.Telemetry;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Delivery.Messaging.Bus;

/// <summary>
/// Holds a module's messages back while its database is away. One probe asks the database, at growing intervals, on behalf of all messages
/// that wait; none of them has failed (R5).
/// </summary>
internal sealed class EndpointGate<TContext>(
    string module, IServiceScopeFactory scopes, MessagingMetrics metrics, IHostApplicationLifetime lifetime, ILogger<EndpointGate<TContext>> logger)
    where TContext : ModuleDbContext
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(5);

    private readonly Lock _lock = new();
    private TaskCompletionSource? _closed;
    private TimeSpan _pause = FirstPause;

    public bool IsClosed => Volatile.Read(ref _closed) is not null;

    /// <summary>Returns when the gate is open.</summary>
    public async ValueTask WaitAsync(CancellationToken cancellationToken)
    {
        while (Volatile.Read(ref _closed) is { } closed)
        {
            await closed.Task.WaitAsync(cancellationToken);
        }
    }

    /// <summary>Says that the database works: the next outage begins with short pauses again.</summary>
    public void Succeeded()
    {
        if (_pause != FirstPause)
        {
            lock (_lock)
            {
                _pause = FirstPause;
            }
        }
    }

    /// <summary>Closes the gate until the database answers.</summary>
    public void Close(Exception reason)
    {
        lock (_lock)
        {
            if (_closed is not null)
            {
                return;
            }

            _closed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        }

        metrics.Paused(module, isPaused: true);
        Log.Paused(logger, module, reason.Message);
        _ = OpenWhenAvailableAsync(lifetime.ApplicationStopping);
    }

    private async Task OpenWhenAvailableAsync(CancellationToken cancellationToken)
    {
        try
        {
            do
            {
                await Task.Delay(NextPause(), TimeProvider.System, cancellationToken);
            }
            while (!await IsAvailableAsync(cancellationToken));
        }
        catch (OperationCanceledException)
        {
            // The process stops, and those who wait at the gate know it too.
            return;
        }

        metrics.Paused(module, isPaused: false);
        Log.Resumed(logger, module);
        Interlocked.Exchange(ref _closed, null)?.SetResult();
    }

    private TimeSpan NextPause()
    {
        lock (_lock)
        {
            var pause = _pause;
            _pause = pause * 2 < LongestPause ? pause * 2 : LongestPause;
            return pause;
        }
    }

    private async Task<bool> IsAvailableAsync(CancellationToken cancellationToken)
    {
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            await scope.ServiceProvider.GetRequiredService<TContext>().Database.ExecuteSqlRawAsync("SELECT 1", cancellationToken);
            return true;
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            return false;
        }
    }
}
