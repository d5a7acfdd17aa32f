using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace Delivery.Workflows.Values;

/// <summary>
/// Values are JSON everywhere in the engine. A node that is held by a state, a definition or a variable is never changed again, only
/// replaced; whoever wants to put it into another tree clones it.
/// </summary>
internal static class JsonValues
{
    private const int MaxDepth = 512;

    public static JsonSerializerOptions Options { get; } = new(JsonSerializerDefaults.Web)
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        // More than is ever read: what was read can be written again, inside of something else too.
        MaxDepth = 2 * MaxDepth,
        Converters = { new JsonStringEnumConverter() },
    };

    public static JsonSerializerOptions Indented { get; } = new(Options) { WriteIndented = true, NewLine = "\n" };

    public static JsonNode? From(object? value) => value switch
    {
        null => null,
        JsonNode node => node,
        string text => JsonValue.Create(text),
        bool flag => JsonValue.Create(flag),
        int number => JsonValue.Create(number),
        long number => JsonValue.Create(number),
        _ => JsonSerializer.SerializeToNode(value, value.GetType(), Options),
    };

    /// <summary>A node that nobody else holds.</summary>
    public static JsonNode? Own(object? value) => value is JsonNode node ? node.DeepClone() : From(value);

    public static T? To<T>(JsonNode? node)
    {
        if (node is null)
        {
            return default;
        }

        if (typeof(JsonNode).IsAssignableFrom(typeof(T)))
        {
            return node.DeepClone() is T same ? same : throw new InvalidCastException($"A JSON {node.GetValueKind()} is not a {typeof(T).Name}.");
        }

        return typeof(T) == typeof(string) ? (T)(object)Text(node) : node.Deserialize<T>(Options);
    }

    /// <summary>What people read: bare strings, numbers as written, booleans as .NET spells them, everything else as JSON.</summary>
    public static string Text(JsonNode node) => node.GetValueKind() switch
    {
        JsonValueKind.String => node.GetValue<string>(),
        JsonValueKind.True => bool.TrueString,
        JsonValueKind.False => bool.FalseString,
        _ => Json(node),
    };

    public static string Json(JsonNode? node) => node is null ? "null" : node.ToJsonString(Options);

    public static string? TextOrNull(JsonNode? node) => node is null ? null : Text(node);

    public static bool IsText(JsonNode? node) => node is JsonValue && node.GetValueKind() == JsonValueKind.String;

    public static double Number(JsonNode node) => node.AsValue() switch
    {
        var value when value.TryGetValue(out double number) => number,
        var value when value.TryGetValue(out long number) => number,
        var value when value.TryGetValue(out int number) => number,
        var value when value.TryGetValue(out decimal number) => (double)number,
        var value => double.Parse(value.ToJsonString(), CultureInfo.InvariantCulture),
    };

    /// <summary>Whole numbers without a fraction, as every JSON writer of ours and of others does.</summary>
    public static JsonValue Number(double number) =>
        Math.Floor(number) == number && Math.Abs(number) < 9007199254740992d ? JsonValue.Create((long)number) : JsonValue.Create(number);

    /// <exception cref="JsonException">The text is not JSON, or repeats a member, or holds half a character.</exception>
    public static JsonNode? Parse(string json)
    {
        try
        {
            var node = JsonNode.Parse(json, null, new JsonDocumentOptions { AllowDuplicateProperties = false, MaxDepth = MaxDepth });
            if (json.Contains("\\ud", StringComparison.OrdinalIgnoreCase))
            {
                ReadAllText(json);
            }

            return node;
        }
        catch (Exception e) when (e is ArgumentException or InvalidOperationException)
        {
            throw new JsonException($"The text holds half a character: {e.Message}", e);
        }
    }

    /// <summary>Escapes of half a character are found only when the text is read, which for most of a document is much later.</summary>
    private static void ReadAllText(string json)
    {
        var reader = new Utf8JsonReader(Encoding.UTF8.GetBytes(json), new JsonReaderOptions { MaxDepth = MaxDepth });
        while (reader.Read())
        {
            if (reader.TokenType is JsonTokenType.String or JsonTokenType.PropertyName)
            {
                reader.GetString();
            }
        }
    }
}
