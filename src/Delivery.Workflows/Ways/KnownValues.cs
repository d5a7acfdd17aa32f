using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Delivery.Workflows.Expressions;
using Delivery.Workflows.Graph;
using Delivery.Workflows.Values;

namespace Delivery.Workflows.Ways;

/// <summary>
/// The variables whose value is known at a place. Only those that decide something are kept, and only plain values: every other would only
/// make more ways of one.
/// </summary>
internal sealed class KnownValues : IEquatable<KnownValues>
{
    private const int MaxValues = 64;
    private const int MaxLength = 200;

    private readonly ImmutableSortedDictionary<string, string> _values;
    private readonly string _key;
    private readonly int _hash;

    private KnownValues(ImmutableSortedDictionary<string, string> values)
    {
        _values = values;
        _key = string.Join('\n', values.Select(pair => $"{pair.Key}={pair.Value}"));
        _hash = _key.GetHashCode(StringComparison.Ordinal);
    }

    public static KnownValues None { get; } = new(ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal));

    public Known Get(Node owner, VariableDeclaration variable) =>
        _values.TryGetValue(Key(owner, variable), out var json) ? Known.Of(JsonNode.Parse(json)) : Known.Unknown;

    public KnownValues With(Node owner, VariableDeclaration variable, Known value)
    {
        var key = Key(owner, variable);
        if (value.IsKnown && value.Value is null or JsonValue && JsonValues.Json(value.Value) is { Length: <= MaxLength } json
            && !variable.Name.Contains('|') && (_values.Count < MaxValues || _values.ContainsKey(key)))
        {
            return _values.TryGetValue(key, out var before) && before == json ? this : new KnownValues(_values.SetItem(key, json));
        }

        return _values.ContainsKey(key) ? new KnownValues(_values.Remove(key)) : this;
    }

    /// <summary>Those whose name is among these, and the others.</summary>
    public (KnownValues Named, KnownValues Others) Split(IReadOnlySet<string> names)
    {
        var others = _values.Keys.Where(key => !names.Contains(key[(key.LastIndexOf('|') + 1)..])).ToList();
        return others.Count == 0
            ? (this, None)
            : (new KnownValues(_values.RemoveRange(others)), new KnownValues(others.ToImmutableSortedDictionary(key => key, key => _values[key], StringComparer.Ordinal)));
    }

    /// <summary>Both.</summary>
    public KnownValues And(KnownValues others) => new(_values.SetItems(others._values));

    /// <summary>What an activity and whatever is inside it declare is gone when it has ended.</summary>
    public KnownValues Without(Node owner)
    {
        var own = owner.NodeId + "|";
        var inside = owner.NodeId + ":";
        string[] gone = [.. _values.Keys.Where(key => key.StartsWith(own, StringComparison.Ordinal) || key.StartsWith(inside, StringComparison.Ordinal))];
        return gone.Length == 0 ? this : new KnownValues(_values.RemoveRange(gone));
    }

    public bool Equals(KnownValues? other) => ReferenceEquals(this, other) || (other is not null && other._hash == _hash && other._key == _key);

    public override bool Equals(object? obj) => Equals(obj as KnownValues);

    public override int GetHashCode() => _hash;

    private static string Key(Node owner, VariableDeclaration variable) => $"{owner.NodeId}|{variable.Id}|{ScriptNames.Pascal(variable.Name)}";
}
