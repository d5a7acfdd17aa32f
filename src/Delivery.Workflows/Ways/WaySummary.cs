namespace Delivery.Workflows.Ways;

/// <summary>Where the ways through one activity lead, for one point in which they come to it.</summary>
internal sealed class WaySummary<TState>
    where TState : notnull, IEquatable<TState>
{
    private readonly Dictionary<(WayExitKind Kind, string? Outcomes, WayPoint<TState> Point), WayExit<TState>> _exits = [];

    private readonly HashSet<WaySummary<TState>> _inside = [];

    /// <summary>Each once, the shortest way first.</summary>
    public IEnumerable<WayExit<TState>> Exits => _exits.Values;

    /// <summary>The points in which something inside waits: there it can be interrupted.</summary>
    public HashSet<WayPoint<TState>> Waiting { get; } = [];

    /// <summary>The points in which something inside can fault.</summary>
    public HashSet<WayPoint<TState>> Running { get; } = [];

    /// <summary>The same for ways that know more, of which nothing inside takes note.</summary>
    public WaySummary<TState> With(KnownValues more)
    {
        var (summary, all) = (new WaySummary<TState>(), new Dictionary<KnownValues, KnownValues>());
        foreach (var exit in Exits)
        {
            summary.Add(exit with { Point = Known(exit.Point) });
        }

        summary.Waiting.UnionWith(Waiting.Select(Known));
        summary.Running.UnionWith(Running.Select(Known));
        return summary;

        WayPoint<TState> Known(WayPoint<TState> point)
        {
            if (!all.TryGetValue(point.Values, out var values))
            {
                all.Add(point.Values, values = point.Values.And(more));
            }

            return point with { Values = values };
        }
    }

    public void Add(WayExit<TState> exit) => _exits.TryAdd(exit.Key, exit);

    /// <summary>What is inside counts for what is around it, once however often a way comes to it.</summary>
    public void AddInside(WaySummary<TState> inside)
    {
        if (!_inside.Add(inside))
        {
            return;
        }

        Waiting.UnionWith(inside.Waiting);
        Running.UnionWith(inside.Running);
    }
}
