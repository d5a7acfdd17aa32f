using System.Text.Json;
using System.Text.Json.Nodes;

namespace Delivery.Workflows.Values;

/// <summary>Reads documents that other programs wrote: a member of the wrong kind counts as absent.</summary>
internal static class JsonObjectExtensions
{
    /// <summary>Model properties are read without regard to case, as Elsa does.</summary>
    public static JsonNode? Member(this JsonObject json, string name)
    {
        if (json.TryGetPropertyValue(name, out var exact))
        {
            return exact;
        }

        foreach (var (key, value) in json)
        {
            if (string.Equals(key, name, StringComparison.OrdinalIgnoreCase))
            {
                return value;
            }
        }

        return null;
    }

    public static string? TextMember(this JsonObject json, string name) =>
        json.Member(name) is JsonValue value && value.GetValueKind() is JsonValueKind.String or JsonValueKind.Number
            ? JsonValues.Text(value)
            : null;

    public static int? IntMember(this JsonObject json, string name) =>
        json.Member(name) is JsonValue value && int.TryParse(JsonValues.Text(value), out var number) ? number : null;

    public static bool? BoolMember(this JsonObject json, string name) =>
        json.Member(name) is JsonValue value && bool.TryParse(JsonValues.Text(value), out var flag) ? flag : null;

    public static IEnumerable<JsonObject> ObjectsMember(this JsonObject json, string name) =>
        json.Member(name) is JsonArray items ? items.OfType<JsonObject>() : [];
}
