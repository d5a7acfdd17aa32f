using Delivery.IntegrationTests.Processes;
using Shouldly;

namespace Delivery.IntegrationTests.Crashes;

/// <summary>One simulation after the other for as long as a test needs traffic. Each must end without a violation.</summary>
/// <param name="platform">What they are played against.</param>
/// <param name="report">Says what was done to it, for the message of a failure.</param>
internal sealed class SimulationSeries(Platform platform, Func<string> report)
{
    private const int Orders = 24;
    private const int Concurrency = 12;
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

        _current = platform.Simulate(Orders, Concurrency, _seed++);
    }

    /// <summary>Waits for the simulation under way and judges it.</summary>
    public async Task FinishAsync(TimeSpan deadline, CancellationToken cancellationToken)
    {
        (await _current!.WaitForExitAsync(deadline, cancellationToken)).ShouldBeTrue(
            $"The simulation does not end. {Explain(_current)}");
        await JudgeAsync(_current, cancellationToken);
    }

    private async Task JudgeAsync(ChildProcess simulation, CancellationToken cancellationToken)
    {
        // The output is complete only when the exit has been waited for.
        await simulation.WaitForExitAsync(TimeSpan.FromSeconds(10), cancellationToken);
        simulation.ExitCode.ShouldBe(0, Explain(simulation));
        await simulation.DisposeAsync();
    }

    private string Explain(ChildProcess simulation) =>
        $"{report()}{Environment.NewLine}{simulation.Output}{Environment.NewLine}The host: {platform.Host.Output}";
}
