using System.Text.Json;
using System.Text.Json.Nodes;

namespace Delivery.Messaging.DeadLetters;

/// <summary>Takes secrets out of a message before a person sees it. What is stored stays whole, or a replay would send stars.</summary>
internal static class Redaction
{
    private const string Stars = "***";

    private static readonly string[] SecretEndings = ["token", "secret", "password"];

    /// <summary>The body as JSON; text that is not JSON comes as a string.</summary>
    public static JsonNode? Redact(string body)
    {
        try
        {
            var node = JsonNode.Parse(body);
            Redact(node);
            return node;
        }
        catch (JsonException)
        {
            return JsonValue.Create(body);
        }
    }

    private static void Redact(JsonNode? node)
    {
        if (node is JsonArray array)
        {
            foreach (var item in array)
            {
                Redact(item);
            }
        }
        else if (node is JsonObject members)
        {
            foreach (var (name, value) in members.ToList())
            {
                if (value is JsonValue && Array.Exists(SecretEndings, ending => name.EndsWith(ending, StringComparison.OrdinalIgnoreCase)))
                {
                    members[name] = Stars;
                }
                else
                {
                    Redact(value);
                }
            }
        }
    }
}
