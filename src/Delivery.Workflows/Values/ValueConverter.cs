using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Xml;

namespace Delivery.Workflows.Values;

/// <summary>
/// The one conversion routine. Elsa's rules: what does not convert becomes the default of the target type, silently; blank text becomes
/// null; text that looks like JSON is parsed for structured targets, and there a syntax error is an error.
/// </summary>
internal static class ValueConverter
{
    public static JsonNode? Convert(JsonNode? value, TypeAlias type)
    {
        if (value is null || type.Kind == TypeAliasKind.Object)
        {
            return value;
        }

        switch (type.Kind)
        {
            case TypeAliasKind.Text:
                return JsonValues.IsText(value) ? value : JsonValue.Create(JsonValues.Text(value));
            case TypeAliasKind.List:
                return ToList(value, type.Element!);
            case TypeAliasKind.Json:
                return ParseIfJson(value);
            case TypeAliasKind.Bytes:
                return value;
            default:
                return ToScalar(value, type);
        }
    }

    private static JsonValue? ToScalar(JsonNode value, TypeAlias type)
    {
        if (value is not JsonValue)
        {
            return Default(type);
        }

        var text = JsonValues.Text(value).Trim();
        if (text.Length == 0)
        {
            return null;
        }

        return Scalar(value, text, type.Kind) ?? Default(type);
    }

    private static JsonValue? Scalar(JsonNode value, string text, TypeAliasKind kind) => kind switch
    {
        TypeAliasKind.Boolean => ToBoolean(value, text),
        TypeAliasKind.Int16 => Whole(value, text, short.MinValue, short.MaxValue),
        TypeAliasKind.Int32 => Whole(value, text, int.MinValue, int.MaxValue),
        TypeAliasKind.Int64 => Whole(value, text, long.MinValue, long.MaxValue),
        TypeAliasKind.Single or TypeAliasKind.Double => ToDouble(value, text),
        TypeAliasKind.Decimal => ToDecimal(value, text) is { } number ? JsonValue.Create(number) : null,
        TypeAliasKind.Guid => Guid.TryParse(text, out var guid) ? JsonValue.Create(guid.ToString("D")) : null,
        TypeAliasKind.TimeSpan => ToTimeSpan(text) is { } span ? JsonValue.Create(span.ToString("c", CultureInfo.InvariantCulture)) : null,
        TypeAliasKind.DateTime => DateTime.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind, out var time)
            ? JsonValue.Create(time.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK", CultureInfo.InvariantCulture))
            : null,
        TypeAliasKind.DateTimeOffset => DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var instant)
            ? JsonValue.Create(instant.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFFzzz", CultureInfo.InvariantCulture))
            : null,
        _ => null,
    };

    private static JsonValue? ToBoolean(JsonNode value, string text) => value.GetValueKind() switch
    {
        JsonValueKind.Number => JsonValue.Create(JsonValues.Number(value) != 0),
        _ => bool.TryParse(text, out var flag) ? JsonValue.Create(flag) : null,
    };

    /// <summary>Fractions round to even, as <see cref="System.Convert.ChangeType(object, Type)"/> does; text must be whole.</summary>
    private static JsonValue? Whole(JsonNode value, string text, long min, long max)
    {
        long number;
        if (value.GetValueKind() == JsonValueKind.String)
        {
            if (!long.TryParse(text, NumberStyles.Integer, CultureInfo.InvariantCulture, out number))
            {
                return null;
            }
        }
        else if (ToDecimal(value, text) is { } exact && Math.Round(exact, MidpointRounding.ToEven) is var rounded
                 && rounded >= long.MinValue && rounded <= long.MaxValue)
        {
            number = (long)rounded;
        }
        else
        {
            return null;
        }

        return number >= min && number <= max ? JsonValue.Create(number) : null;
    }

    private static JsonValue? ToDouble(JsonNode value, string text) => value.GetValueKind() switch
    {
        JsonValueKind.True => JsonValue.Create(1),
        JsonValueKind.False => JsonValue.Create(0),
        _ => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number)
            ? JsonValues.Number(number)
            : null,
    };

    private static decimal? ToDecimal(JsonNode value, string text) => value.GetValueKind() switch
    {
        JsonValueKind.True => 1,
        JsonValueKind.False => 0,
        _ => decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : null,
    };

    /// <summary>The constant format; ISO 8601 durations too, since designers copy them from APIs.</summary>
    private static TimeSpan? ToTimeSpan(string text)
    {
        if (TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out var span))
        {
            return span;
        }

        if (!text.StartsWith('P') && !text.StartsWith("-P", StringComparison.Ordinal))
        {
            return null;
        }

        try
        {
            return XmlConvert.ToTimeSpan(text);
        }
        catch (Exception e) when (e is FormatException or OverflowException)
        {
            return null;
        }
    }

    private static JsonArray? ToList(JsonNode value, TypeAlias element)
    {
        var parsed = ParseIfJson(value);
        if (parsed is null)
        {
            return null;
        }

        // Text does not split at commas: one value is a list of one.
        var items = parsed is JsonArray array ? array : [parsed.DeepClone()];
        return element.Kind == TypeAliasKind.Object
            ? items
            : new JsonArray([.. items.Select(item => Convert(item, element)?.DeepClone())]);
    }

    private static JsonNode? ParseIfJson(JsonNode value)
    {
        if (!JsonValues.IsText(value))
        {
            return value;
        }

        var text = value.GetValue<string>().Trim();
        return text.Length == 0 ? null : text[0] is '{' or '[' ? JsonValues.Parse(text) : value;
    }

    private static JsonValue? Default(TypeAlias type) => type.Nullable ? null : type.Kind switch
    {
        TypeAliasKind.Boolean => JsonValue.Create(false),
        TypeAliasKind.Guid => JsonValue.Create(Guid.Empty.ToString("D")),
        TypeAliasKind.TimeSpan => JsonValue.Create("00:00:00"),
        TypeAliasKind.DateTime => JsonValue.Create("0001-01-01T00:00:00"),
        TypeAliasKind.DateTimeOffset => JsonValue.Create("0001-01-01T00:00:00+00:00"),
        TypeAliasKind.Int16 or TypeAliasKind.Int32 or TypeAliasKind.Int64
            or TypeAliasKind.Single or TypeAliasKind.Double or TypeAliasKind.Decimal => JsonValue.Create(0),
        _ => null,
    };
}
