using System.Collections.Concurrent;
using Delivery.Notifications.Channels;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Delivery.Notifications.Deliveries;

/// <summary>Delivers what is due, many at once and few per receiver; woken by commits of this process, and looking regularly by itself.</summary>
internal sealed class DeliveryWorker(
    DeliveryQueue queue,
    NotificationSender sender,
    DeliverySignal signal,
    IOptions<NotificationsOptions> options,
    ILogger<DeliveryWorker> logger) : BackgroundService
{
    private readonly NotificationsOptions _options = options.Value;
    private readonly ConcurrentDictionary<Task, string> _running = new();

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
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
            // The host stops; what is under way is cut off, and delivered again when its lease has run out.
        }
        finally
        {
            await Task.WhenAll(_running.Keys);
        }
    }

    private async Task StartDueAsync(CancellationToken cancellationToken)
    {
        var busy = _running.Values.GroupBy(endpoint => endpoint).ToDictionary(endpoint => endpoint.Key, endpoint => endpoint.Count());
        var free = _options.Concurrency - busy.Values.Sum();
        if (free <= 0)
        {
            return;
        }

        try
        {
            foreach (var claimed in await queue.ClaimAsync(free, busy, cancellationToken))
            {
                Start(claimed, cancellationToken);
            }
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            Log.ClaimFailed(logger, exception);
        }
    }

    private void Start(ClaimedDelivery claimed, CancellationToken cancellationToken)
    {
        var task = DeliverAsync(claimed, cancellationToken);
        _running[task] = claimed.Delivery.Endpoint;
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

    private async Task DeliverAsync(ClaimedDelivery claimed, CancellationToken cancellationToken)
    {
        // Leaves the claiming loop at once, so that many run side by side.
        await Task.Yield();
        try
        {
            var result = await sender.SendAsync(claimed, cancellationToken);
            await queue.CompleteAsync(claimed, result, CancellationToken.None);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The lease runs out and another process goes on.
        }
        catch (Exception exception)
        {
            Log.CompletionFailed(logger, exception, claimed.Delivery.EventId);
        }
    }
}
