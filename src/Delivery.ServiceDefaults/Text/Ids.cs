using System.Globalization;

namespace Delivery.ServiceDefaults.Text;

/// <summary>Makes and recognizes the ids that people see: a prefix and a UUIDv7, so that they sort by time.</summary>
public static class Ids
{
    private const int MaxLength = 100;

    /// <summary>A new id, for example <c>ord_0198f2c07a5b7c3d8e9fa0b1c2d3e4f5</c>.</summary>
    /// <param name="prefix">Without the underscore.</param>
    /// <param name="now">The instant that it sorts by.</param>
    public static string New(string prefix, DateTimeOffset now) => $"{prefix}_{Guid.CreateVersion7(now):N}";

    /// <summary>
    /// True when the text can be an id of ours: ASCII letters, digits, <c>_</c>, <c>-</c> and <c>.</c>. Ask before looking up what a caller sent;
    /// PostgreSQL refuses text with a NUL in it.
    /// </summary>
    public static bool IsPlausible(string? id) =>
        id is { Length: > 0 and <= MaxLength } && id.All(character => char.IsAsciiLetterOrDigit(character) || character is '_' or '-' or '.');

    /// <summary>When an id made by <see cref="New"/> was made; null for any other text.</summary>
    public static DateTimeOffset? TimeOf(string id, string prefix)
    {
        const int hexLength = 32;
        const int timeLength = 12;
        ArgumentNullException.ThrowIfNull(id);
        ArgumentNullException.ThrowIfNull(prefix);
        var start = prefix.Length + 1;
        if (id.Length != start + hexLength
            || !id.StartsWith(prefix, StringComparison.Ordinal)
            || id[prefix.Length] != '_'
            || !id.Skip(start).All(char.IsAsciiHexDigitLower)
            || id[start + timeLength] != '7')
        {
            return null;
        }

        var milliseconds = long.Parse(id.AsSpan(start, timeLength), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
        return milliseconds <= DateTimeOffset.MaxValue.ToUnixTimeMilliseconds() ? DateTimeOffset.FromUnixTimeMilliseconds(milliseconds) : null;
    }
}
