using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace Delivery.Workflows.Api.Http;

/// <summary>Reads bodies leniently: the Studio sends none, an empty one or one with more than is asked for.</summary>
internal static class ElsaBody
{
    private static readonly JsonDocumentOptions Reading = new() { MaxDepth = 2048 };
    private static readonly JsonNodeOptions AnyCase = new() { PropertyNameCaseInsensitive = true };

    public static async Task<JsonObject> ReadAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        try
        {
            using var buffer = new MemoryStream();
            await request.Body.CopyToAsync(buffer, cancellationToken);
            if (buffer.Length == 0)
            {
                return [];
            }

            buffer.Position = 0;
            return await JsonNode.ParseAsync(buffer, AnyCase, Reading, cancellationToken) switch
            {
                JsonObject body => body,
                null => [],
                _ => throw new ElsaRefusal("The body must be a JSON object.", key: "serializerErrors"),
            };
        }
        catch (JsonException exception)
        {
            throw new ElsaRefusal(exception.Message, key: "serializerErrors");
        }
    }

    public static string? Text(this JsonObject body, string name) =>
        body[name] switch
        {
            null => null,
            JsonValue value when value.GetValueKind() == JsonValueKind.String => value.GetValue<string>(),
            JsonValue value => value.ToString(),
            _ => throw new ElsaRefusal($"'{name}' must be a text."),
        };

    public static IReadOnlyList<string> Texts(this JsonObject body, string name) =>
        body[name] switch
        {
            null => [],
            JsonArray items => [.. items.Select(item => item?.ToString() ?? "")],
            _ => throw new ElsaRefusal($"'{name}' must be a list of texts."),
        };
}
