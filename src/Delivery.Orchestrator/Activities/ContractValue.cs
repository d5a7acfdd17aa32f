using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Delivery.Contracts;
using Delivery.Messaging;

namespace Delivery.Orchestrator.Activities;

/// <summary>Turns what an expression gave into what a message member holds.</summary>
internal static class ContractValue
{
    /// <summary>The value as the contract's JSON.</summary>
    /// <exception cref="ContractInputException">It is nothing of the kind.</exception>
    public static JsonNode Convert(JsonNode value, Type type, string input, string activity)
    {
        try
        {
            var converted = Prepare(value, type).Deserialize(type, MessageJson.Options);
            return JsonSerializer.SerializeToNode(converted, type, MessageJson.Options)
                ?? throw new JsonException("The value is null.");
        }
        catch (Exception exception) when (exception is JsonException or FormatException or InvalidOperationException or OverflowException)
        {
            throw new ContractInputException(
                $"The input \"{input}\" of \"{activity}\" must be {Expected(type)}: it is {Shorten(value)}.", exception);
        }
    }

    /// <summary>An emptied field of the designer: for anything but text it means that there is no value.</summary>
    public static bool IsBlank(JsonNode value, Type type) =>
        type != typeof(string) && value.GetValueKind() == JsonValueKind.String && string.IsNullOrWhiteSpace(value.GetValue<string>());

    /// <summary>Expressions give numbers as 64-bit integers or doubles, and objects sometimes as their JSON text.</summary>
    private static JsonNode Prepare(JsonNode value, Type target) => value.GetValueKind() switch
    {
        JsonValueKind.String => target == typeof(string) ? value : FromText(value.GetValue<string>(), target),
        _ when target == typeof(string) => JsonValue.Create(value.ToJsonString(MessageJson.Options)),
        JsonValueKind.Number when IsWhole(target) => Whole(value.ToJsonString()),
        _ => value,
    };

    private static bool IsWhole(Type target) => target == typeof(int) || target == typeof(long);

    private static JsonValue Whole(string text)
    {
        var number = decimal.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture);
        return decimal.IsInteger(number) ? JsonValue.Create((long)number) : throw new FormatException("The number is not whole.");
    }

    private static JsonNode FromText(string text, Type target)
    {
        var trimmed = text.Trim();
        return IsWhole(target) ? Whole(trimmed)
            : target == typeof(bool) ? JsonValue.Create(bool.Parse(trimmed))
            : trimmed.StartsWith('{') || trimmed.StartsWith('[') ? JsonNode.Parse(trimmed)!
            : JsonValue.Create(trimmed);
    }

    private static string Expected(Type type) => type switch
    {
        _ when type.IsEnum => $"one of {string.Join(", ", Enum.GetNames(type))}",
        _ when IsWhole(type) => "a whole number",
        _ when type == typeof(bool) => "true or false",
        _ when type == typeof(TimeSpan) => "a time span such as 00:05:00",
        _ when type == typeof(Money) => """an amount such as {"amount":12000,"currency":"KRW"}""",
        _ when type.IsGenericType => $"a list of {type.GetGenericArguments()[0].Name}",
        _ => type.Name,
    };

    private static string Shorten(JsonNode value)
    {
        var text = value.ToJsonString(MessageJson.Options);
        return text.Length <= 100 ? text : text[..100] + "…";
    }
}
