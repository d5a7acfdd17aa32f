using System.Collections.Concurrent;

namespace Delivery.Simulator.Reporting;

/// <summary>Collects what was measured.</summary>
internal sealed class Timings
{
    private readonly ConcurrentBag<double> _lifecycles = [];
    private readonly ConcurrentBag<double> _steps = [];

    public Percentiles Lifecycles => Percentiles.Of(_lifecycles);

    public Percentiles Steps => Percentiles.Of(_steps);

    /// <summary>From the order to its end.</summary>
    public void Lifecycle(TimeSpan time) => _lifecycles.Add(time.TotalMilliseconds);

    /// <summary>From an accepted call to the next visible status.</summary>
    public void Step(TimeSpan time) => _steps.Add(time.TotalMilliseconds);
}
