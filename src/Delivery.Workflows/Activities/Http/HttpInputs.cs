using System.Text.Json;
using System.Text.Json.Nodes;
using Delivery.Workflows.Values;

namespace Delivery.Workflows.Activities;

/// <summary>What the HTTP activities have in common.</summary>
internal static class HttpInputs
{
    public const string Category = "HTTP";

    private static readonly string[] ContentTypes =
    [
        "", "application/json", "application/soap+xml", "application/x-www-form-urlencoded", "application/xml", "text/html", "text/json",
        "text/plain", "text/richtext", "text/xml",
    ];

    public static InputDescriptor ContentType(string description) => Items(Describe.Input("ContentType", "String", description, "dropdown"), ContentTypes);

    public static InputDescriptor Items(InputDescriptor input, params string[] items) => input with
    {
        UISpecifications = new JsonObject
        {
            ["dropdown"] = new JsonObject
            {
                ["selectList"] = new JsonObject
                {
                    ["items"] = new JsonArray([.. items.Select(item => new JsonObject { ["text"] = item, ["value"] = item })]),
                    ["isFlagsEnum"] = false,
                },
            },
        },
    };

    public static InputDescriptor Headers(string name, string description) => Describe.Input(name, "HttpHeaders", description, "json-editor") with
    {
        Category = "Advanced",
        UISpecifications = new JsonObject { ["code-editor"] = new JsonObject { ["language"] = "json" } },
    };

    public static InputDescriptor Flag(string name, string description, string category) =>
        Describe.Input(name, "Boolean", description, "checkbox") with { Category = category };

    /// <summary>Each header with the list of its values, whether they were written as text, as one value or as a list.</summary>
    public static JsonObject ReadHeaders(JsonNode? input)
    {
        var headers = new JsonObject();
        foreach (var (name, value) in ToObject(input) ?? [])
        {
            headers[name] = value is JsonArray many
                ? new JsonArray([.. many.Select(one => (JsonNode?)JsonValue.Create(JsonValues.TextOrNull(one) ?? ""))])
                : new JsonArray(JsonValue.Create(JsonValues.TextOrNull(value) ?? ""));
        }

        return headers;
    }

    /// <summary>Content as the text that is sent: objects are written as the content type says.</summary>
    public static string Write(JsonNode content, string contentType)
    {
        if (JsonValues.IsText(content))
        {
            return JsonValues.Text(content);
        }

        return contentType.StartsWith("application/x-www-form-urlencoded", StringComparison.OrdinalIgnoreCase) && content is JsonObject fields
            ? string.Join('&', fields.Select(field => $"{Escape(field.Key)}={Escape(JsonValues.TextOrNull(field.Value) ?? "")}"))
            : content is JsonValue && !IsJson(contentType) ? JsonValues.Text(content) : JsonValues.Json(content);
    }

    public static bool IsJson(string? contentType)
    {
        var type = (contentType ?? "").Split(';')[0].Trim();
        return type.EndsWith("/json", StringComparison.OrdinalIgnoreCase) || type.EndsWith("+json", StringComparison.OrdinalIgnoreCase);
    }

    private static string Escape(string text) => Uri.EscapeDataString(text).Replace("%20", "+", StringComparison.Ordinal);

    private static JsonObject? ToObject(JsonNode? input)
    {
        if (!JsonValues.IsText(input))
        {
            return input as JsonObject;
        }

        var text = JsonValues.Text(input!);
        try
        {
            return string.IsNullOrWhiteSpace(text) ? null : JsonValues.Parse(text) as JsonObject;
        }
        catch (JsonException e)
        {
            throw new WorkflowFaultException($"The headers are not JSON: {e.Message}");
        }
    }
}
