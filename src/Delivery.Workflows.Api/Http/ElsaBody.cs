using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace Delivery.Workflows.Api.Http;

/// <summary>Reads bodies leniently: the Studio sends none, an empty one or one with more than is asked for.</summary>
internal static class ElsaBody
{
    private static readonly JsonNodeOptions AnyCase = new() { PropertyNameCaseInsensitive = true };

    public static async Task<JsonObject> ReadAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        try
        {
            using var buffer = new MemoryStream();
            await request.Body.CopyToAsync(buffer, cancellationToken);
            return buffer.Length == 0 ? [] : StrictJson.Read(buffer) switch
            {
                JsonObject body => body.InAnyCase(),
                null => [],
                _ => throw new ElsaRefusal("The body must be a JSON object.", key: "serializerErrors"),
            };
        }
        catch (JsonException exception)
        {
            throw new ElsaRefusal(exception.Message, key: "serializerErrors");
        }
    }

    /// <summary>
    /// The same members, found in any case; only these, because what is further inside may be data, in which case matters. It takes them
    /// out of the object.
    /// </summary>
    public static JsonObject InAnyCase(this JsonObject json)
    {
        var members = json.ToList();
        json.Clear();
        var found = new JsonObject(AnyCase);
        foreach (var (name, value) in members)
        {
            if (!found.TryAdd(name, value))
            {
                throw new ElsaRefusal($"'{name}' is given more than once.", key: "serializerErrors");
            }
        }

        return found;
    }

    public static string? Text(this JsonObject body, string name) =>
        body[name] switch
        {
            null => null,
            JsonValue value when value.GetValueKind() == JsonValueKind.String => ElsaValues.Storable(value.GetValue<string>()),
            JsonValue value => value.ToString(),
            _ => throw new ElsaRefusal($"'{name}' must be a text."),
        };

    public static IReadOnlyList<string> Texts(this JsonObject body, string name) =>
        body[name] switch
        {
            null => [],
            JsonArray items => [.. items.Select(item => ElsaValues.Storable(item?.ToString() ?? ""))],
            _ => throw new ElsaRefusal($"'{name}' must be a list of texts."),
        };
}
