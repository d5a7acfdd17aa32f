using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Delivery.Orchestrator.Definitions;

/// <summary>Says at start which time-outs are not those of the definitions, so that nobody takes a shortened host for a real one.</summary>
internal sealed class AnnounceTimeouts(TimeoutOverrides overrides, ILogger<AnnounceTimeouts> logger) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken)
    {
        if (overrides.Values.Count > 0)
        {
            Log.TimeoutsOverridden(
                logger,
                string.Join(", ", overrides.Values.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => $"{pair.Key}={pair.Value:c}")));
        }

        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
