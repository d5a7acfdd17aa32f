using System.Globalization;

namespace Delivery.Simulator.Reporting;

/// <summary>Shows how far the simulation has come: one line that changes on a terminal, now and then a new one elsewhere.</summary>
internal sealed class Progress(TextWriter output, bool isTerminal, Func<int> violations, TimeProvider timeProvider)
{
    private static readonly TimeSpan OnTerminal = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan Elsewhere = TimeSpan.FromSeconds(10);

    public async Task ShowAsync(Func<State> state, CancellationToken stop)
    {
        var started = timeProvider.GetTimestamp();
        while (!stop.IsCancellationRequested)
        {
            await Task.Delay(isTerminal ? OnTerminal : Elsewhere, timeProvider, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            var line = Line(state(), timeProvider.GetElapsedTime(started));
            await output.WriteAsync(isTerminal ? $"\r{line}   " : line + Environment.NewLine);
        }

        if (isTerminal)
        {
            await output.WriteLineAsync();
        }
    }

    private string Line(State state, TimeSpan elapsed) => string.Create(
        CultureInfo.InvariantCulture,
        $"{state.Ended}/{state.Orders} orders ended, {state.UnderWay} under way, {state.Ended / Math.Max(elapsed.TotalSeconds, 0.001):0.0}/s, {violations()} violations");

    internal readonly record struct State(int Ended, int Orders, int UnderWay);
}
