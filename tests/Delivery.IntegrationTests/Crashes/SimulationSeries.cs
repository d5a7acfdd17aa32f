using Delivery.IntegrationTests.Processes;
using Shouldly;

namespace Delivery.IntegrationTests.Crashes;

/// <summary>One simulation after the other for as long as a test needs traffic. Each must end without a violation.</summary>
/// <param name="platform">What they are played against.</param>
/// <param name="orders">How many orders each of them plays.</param>
/// <param name="report">Says what was done to it, for the message of a failure.</param>
internal sealed class SimulationSeries(Platform platform, int orders, Func<string> report)
{
    private const int Concurrency = 12;
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(1);
    private int _seed = 100;
    private ChildProcess? _current;

    /// <summary>Sees to it that orders are being played; judges the simulation that has just ended.</summary>
    public async Task KeepRunningAsync(CancellationToken cancellationToken)
    {
        if (_current is { HasExited: false })
        {
            return;
        }

        if (_current is not null)
        {
            await JudgeAsync(_current, cancellationToken);
        }

        _current = platform.Simulate(orders, Concurrency, _seed++);
    }

    /// <summary>
    /// Sees to it that orders are being played until the host dies; false when it lives after the deadline. A simulation may just be ending, and
    /// the few steps that are left of it need not lead anywhere.
    /// </summary>
    public async Task<bool> KeepRunningUntilHostDiesAsync(TimeSpan deadline, CancellationToken cancellationToken)
    {
        var started = TimeProvider.System.GetTimestamp();
        do
        {
            await KeepRunningAsync(cancellationToken);
            if (await platform.Host.WaitForExitAsync(Look, cancellationToken))
            {
                return true;
            }
        }
        while (TimeProvider.System.GetElapsedTime(started) < deadline);
        return false;
    }

    /// <summary>Waits for the simulation under way and judges it.</summary>
    public async Task FinishAsync(TimeSpan deadline, CancellationToken cancellationToken)
    {
        (await _current!.WaitForExitAsync(deadline, cancellationToken)).ShouldBeTrue(
            $"The simulation does not end. {Explain()}");
        await JudgeAsync(_current, cancellationToken);
    }

    /// <summary>What was done and what came of it, for the message of a failure.</summary>
    public string Explain() =>
        $"{report()}{Environment.NewLine}{_current?.Output}{Environment.NewLine}The host: {platform.Host.Output}";

    private async Task JudgeAsync(ChildProcess simulation, CancellationToken cancellationToken)
    {
        // The output is complete only when the exit has been waited for.
        await simulation.WaitForExitAsync(TimeSpan.FromSeconds(10), cancellationToken);
        simulation.ExitCode.ShouldBe(0, Explain());
        await simulation.DisposeAsync();
    }
}
