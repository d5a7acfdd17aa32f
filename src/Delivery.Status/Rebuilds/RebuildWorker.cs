using System.Threading.Channels;
using Delivery.Status.Streams;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Delivery.Status.Rebuilds;

/// <summary>Runs rebuilds to their end: at once when one is started here, and soon when another process left one behind.</summary>
internal sealed class RebuildWorker(RebuildRunner runner, TimeProvider timeProvider, ILogger<RebuildWorker> logger) : BackgroundService
{
    private static readonly TimeSpan Sweep = TimeSpan.FromSeconds(5);

    private readonly Channel<bool> _started = Channel.CreateBounded<bool>(
        new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite, SingleReader = true });

    public void Wake() => _started.Writer.TryWrite(true);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                while (await runner.RunBatchAsync(stoppingToken))
                {
                    // Until it is done.
                }
            }
            catch (Exception exception) when (!stoppingToken.IsCancellationRequested)
            {
                Log.RebuildFailed(logger, exception);
            }

            await _started.Reader.WaitForReadAsync(Sweep, timeProvider, stoppingToken);
        }
    }
}
