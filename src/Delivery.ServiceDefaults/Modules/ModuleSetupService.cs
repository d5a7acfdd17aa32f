using System.Data.Common;
using System.Diagnostics;
using System.Net.Sockets;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Delivery.ServiceDefaults.Modules;

/// <summary>
/// Runs the modules' setups in order before anything else of the process starts: a server that is not up yet is waited for, because in a
/// cluster nobody guarantees an order of start.
/// </summary>
public sealed class ModuleSetupService(
    IEnumerable<IModuleSetup> setups, TimeProvider timeProvider, ILogger<ModuleSetupService> logger) : IHostedLifecycleService
{
    private const int MaxAttempts = 60;
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    /// <summary>True once every setup has run.</summary>
    public bool IsComplete { get; private set; }

    /// <summary>Runs the setups that have not run yet.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        if (IsComplete)
        {
            return;
        }

        foreach (var setup in setups.OrderBy(setup => setup.Order))
        {
            var started = Stopwatch.GetTimestamp();
            await RunAsync(setup, cancellationToken);
            Log.SetupDone(logger, setup.Description, (long)Stopwatch.GetElapsedTime(started).TotalMilliseconds);
        }

        IsComplete = true;
    }

    /// <inheritdoc />
    public Task StartingAsync(CancellationToken cancellationToken) => RunAsync(cancellationToken);

    /// <inheritdoc />
    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc />
    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc />
    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc />
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc />
    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private async Task RunAsync(IModuleSetup setup, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await setup.RunAsync(cancellationToken);
                return;
            }
            catch (Exception exception) when (attempt < MaxAttempts && IsServerAway(exception))
            {
                Log.ServerAway(logger, setup.Description, exception.Message);
                await Task.Delay(Pause, timeProvider, cancellationToken);
            }
        }
    }

    private static bool IsServerAway(Exception exception) =>
        exception is DbException { IsTransient: true } or SocketException or TimeoutException
        || (exception.InnerException is { } inner && IsServerAway(inner));
}
