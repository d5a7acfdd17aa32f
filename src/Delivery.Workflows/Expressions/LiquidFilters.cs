using System.Text;
using Delivery.Workflows.Values;
using DotLiquid;

namespace Delivery.Workflows.Expressions;

/// <summary>
/// Filters beside and instead of the standard ones. DotLiquid finds them by reflection, which is why they are public, and templates call
/// them in snake case.
/// </summary>
public static class LiquidFilters
{
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
        if (input is string text && text.Trim().ToUpperInvariant() is ("NOW" or "TODAY") and var word)
        {
            var now = LiquidBudget.Of(context).Now.UtcDateTime;
            input = word == "NOW" ? now : now.Date;
        }

        return StandardFilters.Date(context, input, format);
    }

    /// <summary>The standard filter, bounded.</summary>
    public static string Append(Context context, string? input, string? text)
    {
        ArgumentNullException.ThrowIfNull(context);
        LiquidBudget.Of(context).CheckText((double)(input?.Length ?? 0) + (text?.Length ?? 0));
        return input + text;
    }

    /// <summary>The standard filter, bounded.</summary>
    public static string Prepend(Context context, string? input, string? text) => Append(context, text, input);

    /// <summary>The standard filter, bounded; the pattern is plain text.</summary>
    public static string Replace(Context context, string? input, string? pattern, string? replacement = "")
    {
        ArgumentNullException.ThrowIfNull(context);
        if (string.IsNullOrEmpty(input) || string.IsNullOrEmpty(pattern))
        {
            return input ?? "";
        }

        LiquidBudget.Of(context).CheckText(input.Length + ((double)input.Length / pattern.Length * (replacement?.Length ?? 0)));
        return input.Replace(pattern, replacement, StringComparison.Ordinal);
    }

    /// <summary>The standard filter, bounded; it does not put the work off, so that the list cannot grow unseen.</summary>
    public static IReadOnlyList<object?> Concat(Context context, System.Collections.IEnumerable? input, System.Collections.IEnumerable? more)
    {
        ArgumentNullException.ThrowIfNull(context);
        var budget = LiquidBudget.Of(context);
        var list = new List<object?>();
        foreach (var item in (input ?? Array.Empty<object>()).Cast<object?>().Concat((more ?? Array.Empty<object>()).Cast<object?>()))
        {
            list.Add(item);
            budget.CheckList(list.Count);
        }

        return list;
    }

    /// <summary>The standard filter, bounded.</summary>
    public static string Join(Context context, object? input, string? separator = " ")
    {
        ArgumentNullException.ThrowIfNull(context);
        if (input is not System.Collections.IEnumerable items || input is string)
        {
            return Convert.ToString(input, context.FormatProvider) ?? "";
        }

        var budget = LiquidBudget.Of(context);
        var text = new StringBuilder();
        foreach (var item in items)
        {
            if (text.Length > 0)
            {
                text.Append(separator);
            }

            text.Append(Convert.ToString(item, context.FormatProvider));
            budget.CheckText(text.Length);
        }

        return text.ToString();
    }
}
