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
