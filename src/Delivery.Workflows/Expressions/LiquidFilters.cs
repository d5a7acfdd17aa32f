using System.Diagnostics.CodeAnalysis;
using System.Text;
using Delivery.Workflows.Values;
using DotLiquid;

namespace Delivery.Workflows.Expressions;

/// <summary>Filters beside the standard ones. DotLiquid finds them by reflection and calls them in snake case.</summary>
[SuppressMessage("Design", "CA1034", Justification = "Not nested.")]
public static class LiquidFilters
{
    internal const string NowKey = "__now";

    /// <summary>Base64 of the text in UTF-8.</summary>
    public static string Base64(string? input) => Convert.ToBase64String(Encoding.UTF8.GetBytes(input ?? ""));

    /// <summary>The names of an object's members.</summary>
    public static IReadOnlyList<string> Keys(object? input) => input is IDictionary<string, object> hash ? [.. hash.Keys] : [];

    /// <summary>The value as JSON text.</summary>
    public static string Json(object? input) => JsonValues.Json(LiquidModel.FromLiquid(input));

    /// <summary>The standard filter, but <c>now</c> and <c>today</c> are the burst's: a template must not see the clock.</summary>
    public static string Date(Context context, object? input, string format)
    {
        ArgumentNullException.ThrowIfNull(context);
        if (input is string text && text.Trim() is var word && word.ToUpperInvariant() is "NOW" or "TODAY")
        {
            var now = (DateTime)context[NowKey];
            input = word.Equals("today", StringComparison.OrdinalIgnoreCase) ? now.Date : now;
        }

        return StandardFilters.Date(context, input, format);
    }
}
