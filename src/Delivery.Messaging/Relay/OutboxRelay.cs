using Delivery.Messaging.Bus;
using Delivery.Messaging.Failpoints;
using Delivery.Messaging.Outbox;
using Delivery.Messaging.Persistence;
using Delivery.Messaging.Telemetry;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Delivery.Messaging.Relay;

/// <summary>
/// Brings a module's committed messages to the bus. Woken in process right after a commit; looks by itself now and then for what another
/// process left behind. When database or bus are away it waits, longer each time, and the messages wait in their table.
/// </summary>
internal abstract class OutboxRelay<TContext>(
    string module,
    OutboxSignal<TContext> signal,
    IServiceScopeFactory scopes,
    BusTransport transport,
    BusOptions options,
    MessagingMetrics metrics,
    TimeProvider timeProvider,
    ILogger logger) : BackgroundService
    where TContext : ModuleDbContext
{
    private const int BacklogLimit = 10_000;
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan CopyDelay = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan MeasureInterval = TimeSpan.FromSeconds(5);

    protected string Module => module;

    protected IServiceScopeFactory Scopes => scopes;

    protected BusTransport Transport => transport;

    protected BusOptions Options => options;

    protected MessagingMetrics Metrics => metrics;

    protected ILogger Logger => logger;

    /// <summary>Sends what can be sent now. True when there may be more at once.</summary>
    protected abstract Task<bool> RelayAsync(CancellationToken cancellationToken);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // In real time, like the pauses: a test's clock that stands still must not stop the messages.
        await using var sweep = TimeProvider.System.CreateTimer(_ => signal.Wake(), state: null, TimeSpan.Zero, options.RelaySweep);
        var measuring = MeasureAsync(stoppingToken);
        var pause = FirstPause;
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await transport.WaitUntilReadyAsync(stoppingToken);
                await RelayUntilIdleAsync(stoppingToken);
                pause = FirstPause;
                await signal.WaitAsync(stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                break;
            }
            catch (Exception exception)
            {
                LogPause(exception, pause);
                await PauseAsync(pause, stoppingToken);
                pause = pause * 2 < LongestPause ? pause * 2 : LongestPause;
            }
        }

        await measuring;
    }

    /// <summary>In a test build that was told so, sends a message once more when the first has long been handled.</summary>
    protected static void SendAgainLater(Func<Task> send)
    {
        if (Sabotage.IsOn(SabotageNames.SendTwice))
        {
            _ = Task.Delay(CopyDelay, TimeProvider.System).ContinueWith(_ => send(), TaskScheduler.Default);
        }
    }

    /// <summary>True for the one row that a test build was told to lose.</summary>
    protected static bool IsDropped(OutboxMessage row) => Sabotage.IsOnOnce(SabotageNames.DropOutboxRow, row.MessageType);

    protected static Envelope EnvelopeOf(OutboxMessage row, string? traceParent) => new()
    {
        Id = row.MessageId,
        Type = row.MessageType,
        Body = row.Body,
        TraceParent = traceParent ?? row.TraceParent,
        TraceState = row.TraceState,
    };

    private async Task RelayUntilIdleAsync(CancellationToken cancellationToken)
    {
        while (await RelayAsync(cancellationToken))
        {
            cancellationToken.ThrowIfCancellationRequested();
        }
    }

    /// <summary>Beside the relay, because the backlog matters most while the relay waits for something.</summary>
    private async Task MeasureAsync(CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(MeasureInterval, TimeProvider.System);
        while (!cancellationToken.IsCancellationRequested)
        {
            try
            {
                await timer.WaitForNextTickAsync(cancellationToken);
                await MeasureOnceAsync(cancellationToken);
            }
            catch (Exception)
            {
                // The process stops, or the database is away, which is told elsewhere; the last measurement stands until then.
            }
        }
    }

    private async Task MeasureOnceAsync(CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var outbox = scope.ServiceProvider.GetRequiredService<TContext>().Outbox.AsNoTracking().OrderBy(row => row.Sequence);
        var depth = await outbox.Take(BacklogLimit).CountAsync(cancellationToken);
        var oldest = await outbox.Select(row => (DateTimeOffset?)row.CreatedAt).FirstOrDefaultAsync(cancellationToken);
        metrics.Backlog(module, depth, oldest is null ? TimeSpan.Zero : timeProvider.GetUtcNow() - oldest.Value);
    }

    private void LogPause(Exception exception, TimeSpan pause)
    {
        if (DatabaseErrors.IsUnavailable(exception) || BusTransport.IsUnavailable(exception))
        {
            Log.RelayWaits(logger, module, pause, exception.Message);
        }
        else
        {
            Log.RelayFailed(logger, exception, module, pause);
        }
    }

    private static async Task PauseAsync(TimeSpan pause, CancellationToken cancellationToken)
    {
        try
        {
            await Task.Delay(pause, TimeProvider.System, cancellationToken);
        }
        catch (OperationCanceledException)
        {
            // The loop ends by itself.
        }
    }
}
