using System.Collections.Frozen;

namespace Delivery.Workflows.Values;

/// <summary>A value type as definitions name it: <c>Int32</c>, <c>Boolean?</c>, <c>String[]</c>, <c>List&lt;Guid&gt;</c>.</summary>
internal sealed record TypeAlias(TypeAliasKind Kind, TypeAlias? Element = null, bool Nullable = false)
{
    public static readonly TypeAlias Object = new(TypeAliasKind.Object);

    private static readonly FrozenDictionary<string, TypeAliasKind> Kinds = new Dictionary<string, TypeAliasKind>
    {
        ["Object"] = TypeAliasKind.Object,
        ["String"] = TypeAliasKind.Text,
        ["Boolean"] = TypeAliasKind.Boolean,
        ["Int16"] = TypeAliasKind.Int16,
        ["Int32"] = TypeAliasKind.Int32,
        ["Int64"] = TypeAliasKind.Int64,
        ["Long"] = TypeAliasKind.Int64,
        ["Single"] = TypeAliasKind.Single,
        ["Double"] = TypeAliasKind.Double,
        ["Decimal"] = TypeAliasKind.Decimal,
        ["Guid"] = TypeAliasKind.Guid,
        ["DateTime"] = TypeAliasKind.DateTime,
        ["DateTimeOffset"] = TypeAliasKind.DateTimeOffset,
        ["TimeSpan"] = TypeAliasKind.TimeSpan,
        ["ByteArray"] = TypeAliasKind.Bytes,
        ["JSON"] = TypeAliasKind.Json,
        ["JsonElement"] = TypeAliasKind.Json,
        ["JsonNode"] = TypeAliasKind.Json,
        ["JsonObject"] = TypeAliasKind.Json,
        ["JsonArray"] = TypeAliasKind.Json,
        ["StringDictionary"] = TypeAliasKind.Json,
        ["ObjectDictionary"] = TypeAliasKind.Json,
        ["StringMap"] = TypeAliasKind.Json,
        ["ObjectMap"] = TypeAliasKind.Json,
        ["ExpandoObject"] = TypeAliasKind.Json,
    }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    private static readonly FrozenSet<string> Collections = FrozenSet.ToFrozenSet(
        ["List", "HashSet", "Collection", "IEnumerable", "ICollection", "IList", "IReadOnlyCollection", "IReadOnlyList", "ISet"],
        StringComparer.OrdinalIgnoreCase);

    /// <summary>An alias nobody knows stands for <see cref="Object"/>: its values pass unchanged.</summary>
    public static TypeAlias Parse(string? alias) => TryParse(alias) ?? Object;

    public static TypeAlias? TryParse(string? alias)
    {
        var text = alias?.Trim() ?? "";
        if (text.EndsWith("[]", StringComparison.Ordinal))
        {
            return TryParse(text[..^2]) is { } element ? new TypeAlias(TypeAliasKind.List, element) : null;
        }

        if (text.EndsWith('?'))
        {
            return TryParse(text[..^1]) is { } type ? type with { Nullable = true } : null;
        }

        if (text.EndsWith('>') && text.IndexOf('<', StringComparison.Ordinal) is > 0 and var open && Collections.Contains(text[..open]))
        {
            return TryParse(text[(open + 1)..^1]) is { } element ? new TypeAlias(TypeAliasKind.List, element) : null;
        }

        return Kinds.TryGetValue(ClrShortName(text), out var kind) ? new TypeAlias(kind) : null;
    }

    /// <summary>Older documents write <c>System.String, System.Private.CoreLib</c>.</summary>
    private static string ClrShortName(string text)
    {
        var comma = text.IndexOf(',', StringComparison.Ordinal);
        return comma < 0 ? text : text[..comma][(text.LastIndexOf('.', comma) + 1)..];
    }
}
