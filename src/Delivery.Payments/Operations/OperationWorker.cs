using System.Collections.Concurrent;
using Delivery.Payments.Provider;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Delivery.Payments.Operations;

/// <summary>
/// Performs due operations, woken by commits of this process and looking regularly for what others left. Deferred authorizations go through
/// a narrow lane of their own: one probe at a time while the circuit is open, a trickle after it has closed.
/// </summary>
internal sealed class OperationWorker(
    OperationRunner runner,
    OperationSignal signal,
    ProviderCircuit circuit,
    TimeProvider timeProvider,
    IOptions<PaymentsOptions> options,
    ILogger<OperationWorker> logger) : BackgroundService
{
    private readonly PaymentsOptions _options = options.Value;
    private readonly ConcurrentDictionary<Task, bool> _running = new();

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        circuit.Recovered += signal.Wake;
        try
        {
            while (!stoppingToken.IsCancellationRequested)
            {
                await StartDueAsync(stoppingToken);
                await signal.WaitAsync(_options.SweepInterval, stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The host stops; what runs commits what it knows.
        }
        finally
        {
            circuit.Recovered -= signal.Wake;
            await Task.WhenAll(_running.Keys);
        }
    }

    /// <summary>
    /// When the open circuit is to be probed, what must be undone or captured goes first: a deferred payment whose card keeps failing would
    /// keep the circuit open for everybody.
    /// </summary>
    private async Task StartDueAsync(CancellationToken cancellationToken)
    {
        var wantsProbe = circuit.WantsProbe;
        var retryBefore = wantsProbe ? timeProvider.GetUtcNow() : circuit.RecoveredAt;
        await StartDueAsync(deferred: false, _options.Concurrency, retryBefore, cancellationToken);
        // Also one that was started at an earlier look may not have made its call yet.
        if (!wantsProbe || !_running.Any(running => !running.Value))
        {
            await StartDeferredAsync(cancellationToken);
        }
    }

    /// <summary>Nothing while the circuit is open, except one probe when it is time; a few at a time otherwise.</summary>
    private Task StartDeferredAsync(CancellationToken cancellationToken) => circuit switch
    {
        { IsClosed: true } => StartDueAsync(deferred: true, _options.RecoveryConcurrency, circuit.RecoveredAt, cancellationToken),
        // Any of them will do, whenever it would be due by itself.
        { WantsProbe: true } => StartDueAsync(deferred: true, concurrency: 1, timeProvider.GetUtcNow(), cancellationToken),
        _ => Task.CompletedTask,
    };

    private async Task StartDueAsync(bool deferred, int concurrency, DateTimeOffset retryBefore, CancellationToken cancellationToken)
    {
        var free = concurrency - _running.Count(running => running.Value == deferred);
        if (free <= 0)
        {
            return;
        }

        try
        {
            var due = await runner.ClaimAsync(deferred, retryBefore, free, cancellationToken);
            foreach (var claimed in due)
            {
                Start(claimed, deferred, cancellationToken);
            }
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            logger.ClaimFailed(exception);
        }
    }

    private void Start(ClaimedOperation claimed, bool deferred, CancellationToken cancellationToken)
    {
        var task = RunAsync(claimed, cancellationToken);
        _running[task] = deferred;
        // A free place is a reason to look again.
        _ = task.ContinueWith(
            done =>
            {
                _running.TryRemove(done, out _);
                signal.Wake();
            },
            CancellationToken.None,
            TaskContinuationOptions.None,
            TaskScheduler.Default);
    }

    private async Task RunAsync(ClaimedOperation claimed, CancellationToken cancellationToken)
    {
        // Leaves the claiming loop at once, so that many calls run side by side.
        await Task.Yield();
        try
        {
            await runner.RunAsync(claimed, cancellationToken);
        }
        catch (Exception exception)
        {
            // The lease runs out and the operation is attempted again.
            logger.OperationFailed(exception, claimed.Call.Kind, claimed.Call.OrderId);
        }
    }
}
