using System.Globalization;
using Microsoft.AspNetCore.Http;

namespace Delivery.Workflows.Api.Http;

/// <summary>Reads parameters as the Studio writes them: empty for absent, <c>True</c> for true, repeated for a list, in any case.</summary>
internal static class ElsaValues
{
    public static string? Text(this IQueryCollection query, string name) => Blank(Storable(query[name].ToString()));

    public static IReadOnlyList<string> Texts(this IQueryCollection query, string name) => [.. query[name].OfType<string>().Where(text => text.Length > 0).Select(Storable)];

    public static int? Number(string? text, string name, int least, int most = int.MaxValue) => text is null
        ? null
        : int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most
            ? number
            : throw new ElsaRefusal($"'{name}' must be a number from {least} to {most}, not '{text}'.");

    public static long? Long(string? text, string name, long least) => text is null
        ? null
        : long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least
            ? number
            : throw new ElsaRefusal($"'{name}' must be a number from {least}, not '{text}'.");

    public static bool? Flag(string? text, string name) => text is null
        ? null
        : bool.TryParse(text, out var flag) ? flag : throw new ElsaRefusal($"'{name}' must be true or false, not '{text}'.");

    public static TEnum? Choice<TEnum>(string? text)
        where TEnum : struct, Enum => text is null
        ? null
        : Enum.TryParse<TEnum>(text, ignoreCase: true, out var value) && Enum.IsDefined(value) && !char.IsAsciiDigit(text[0])
            ? value
            : throw new ElsaRefusal($"Invalid enum value '{text}'.");

    /// <summary>PostgreSQL keeps no text with a NUL, and cannot be asked for one either.</summary>
    public static string Storable(string text) =>
        text.Contains('\0', StringComparison.Ordinal) ? throw new ElsaRefusal("A text holds the character NUL; leave it out.") : text;

    public static string? Blank(string? text) => string.IsNullOrWhiteSpace(text) ? null : text;
}
