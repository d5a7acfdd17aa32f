using System.Collections.Immutable;
using Delivery.Workflows.Graph;

namespace Delivery.Workflows.Ways;

/// <summary>The compensable steps that were done, the latest last, with a mark where each scope began. A step that was done again counts once.</summary>
internal sealed class PendingUndos : IEquatable<PendingUndos>
{
    private readonly ImmutableList<(Node Node, bool IsScope)> _items;
    private readonly string _key;
    private readonly int _hash;

    private PendingUndos(ImmutableList<(Node Node, bool IsScope)> items)
    {
        _items = items;
        _key = string.Join('\n', items.Select(item => $"{(item.IsScope ? "scope" : "step")} {item.Node.NodeId}"));
        _hash = _key.GetHashCode(StringComparison.Ordinal);
    }

    /// <summary>Steps and scopes.</summary>
    public int Count => _items.Count;

    public static PendingUndos None { get; } = new([]);

    public PendingUndos Enter(Node scope) => new(_items.Add((scope, true)));

    public PendingUndos Add(Node step) => _items.Exists(item => item.IsScope)
        ? new PendingUndos(_items.RemoveAll(item => item == (step, false)).Add((step, false)))
        : this;

    /// <summary>A scope is left well: its steps are left to the scope around it, unless they are final or there is none.</summary>
    public PendingUndos Leave(Node scope, bool isFinal)
    {
        var start = _items.FindLastIndex(item => item == (scope, true));
        if (start < 0)
        {
            return this;
        }

        return isFinal || !_items.Take(start).Any(item => item.IsScope)
            ? new PendingUndos(_items.RemoveRange(start, _items.Count - start))
            : new PendingUndos(_items.RemoveAt(start));
    }

    /// <summary>What is to be undone, the latest first, when a scope undoes.</summary>
    public IReadOnlyList<Node> In(Node scope)
    {
        var start = _items.FindLastIndex(item => item == (scope, true));
        return start < 0 ? [] : Steps(_items.Skip(start));
    }

    /// <summary>
    /// Something is cancelled that began at <paramref name="before"/>: scopes inside of it undo, the latest step first; steps that belong to a
    /// scope around it are left to that one.
    /// </summary>
    public (IReadOnlyList<Node> Undone, PendingUndos Left) Cancel(PendingUndos before)
    {
        var start = _items.FindIndex(item => item.IsScope && !before._items.Contains(item));
        return start < 0 ? ([], this) : (Steps(_items.Skip(start)), new PendingUndos(_items.RemoveRange(start, _items.Count - start)));
    }

    public bool Equals(PendingUndos? other) => ReferenceEquals(this, other) || (other is not null && other._hash == _hash && other._key == _key);

    public override bool Equals(object? obj) => Equals(obj as PendingUndos);

    public override int GetHashCode() => _hash;

    private static IReadOnlyList<Node> Steps(IEnumerable<(Node Node, bool IsScope)> items) =>
        [.. items.Where(item => !item.IsScope).Select(item => item.Node).Reverse()];
}
