using MassTransit;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Delivery.Messaging.Bus;

/// <summary>
/// Starts the bus behind the process's back: a broker that is away keeps nothing else from starting. The queues are declared first, because a
/// broker that sees several processes create the same quorum queue at the same moment may throw them out.
/// </summary>
internal sealed class BusService(IBusControl bus, BrokerTopology topology, BusTransport transport, BusOptions options, ILogger<BusService> logger)
    : BackgroundService
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(5);

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        if (transport.IsStarted)
        {
            await bus.StopAsync(cancellationToken);
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        for (var pause = FirstPause; ; pause = pause * 2 < LongestPause ? pause * 2 : LongestPause)
        {
            try
            {
                if (!options.IsInMemory)
                {
                    await topology.EnsureDeclaredAsync(stoppingToken);
                }

                await bus.StartAsync(stoppingToken);
                transport.Started();
                return;
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception exception)
            {
                Log.BusWaits(logger, pause, exception.Message);
            }

            await Task.Delay(pause * (1 + Random.Shared.NextDouble()), TimeProvider.System, stoppingToken)
                .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }
}
