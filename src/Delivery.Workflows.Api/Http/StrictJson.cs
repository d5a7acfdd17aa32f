using System.Text.Json;
using System.Text.Json.Nodes;

namespace Delivery.Workflows.Api.Http;

/// <summary>Reads JSON at once and as a whole: what a lazy reader would find out much later is refused here.</summary>
internal static class StrictJson
{
    /// <summary>More than a definition may have, so that the definition's own refusal is the one that people see.</summary>
    private const int MaxDepth = 1024;

    private static readonly JsonDocumentOptions Reading = new() { AllowDuplicateProperties = false, MaxDepth = MaxDepth };

    private static ReadOnlySpan<byte> Utf8Mark => [0xEF, 0xBB, 0xBF];

    /// <exception cref="JsonException">It is not JSON, repeats a member, or holds half a character.</exception>
    public static JsonNode? Read(MemoryStream content)
    {
        ReadOnlySpan<byte> json = content.GetBuffer().AsSpan(0, (int)content.Length);
        json = json.StartsWith(Utf8Mark) ? json[Utf8Mark.Length..] : json;
        try
        {
            ReadAllText(json);
            // Options that are given, even the usual ones, are not taken over from a node that the result is put into.
            return JsonNode.Parse(json, new JsonNodeOptions(), Reading);
        }
        catch (Exception exception) when (exception is ArgumentException or InvalidOperationException)
        {
            throw new JsonException($"The text holds half a character: {exception.Message}", exception);
        }
    }

    private static void ReadAllText(ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json, new JsonReaderOptions { MaxDepth = MaxDepth });
        while (reader.Read())
        {
            if (reader.TokenType is JsonTokenType.String or JsonTokenType.PropertyName)
            {
                reader.GetString();
            }
        }
    }
}
