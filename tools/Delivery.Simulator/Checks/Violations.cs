using System.Collections.Concurrent;

namespace Delivery.Simulator.Checks;

/// <summary>Collects what must never be, from everybody who looks.</summary>
internal sealed class Violations
{
    private readonly ConcurrentQueue<Violation> _all = new();

    public int Count => _all.Count;

    public IReadOnlyList<Violation> All => [.. _all];

    public void Add(string kind, string? orderId, string detail) => _all.Enqueue(new Violation(kind, orderId, detail));

    /// <summary>Adds one unless the same is already there: for those who look again and again.</summary>
    public void AddOnce(string kind, string? orderId, string detail)
    {
        var violation = new Violation(kind, orderId, detail);
        if (!_all.Contains(violation))
        {
            _all.Enqueue(violation);
        }
    }

    /// <summary>Adds one unless it holds.</summary>
    public void Check(bool holds, string kind, string? orderId, string detail)
    {
        if (!holds)
        {
            Add(kind, orderId, detail);
        }
    }
}
