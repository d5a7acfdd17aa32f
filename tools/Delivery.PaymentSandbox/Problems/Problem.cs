using System.Text.Json;
using System.Text.Json.Nodes;

namespace Delivery.PaymentSandbox.Problems;

/// <summary>A refusal as problem details (RFC 9457), ready to be stored and sent again word by word.</summary>
/// <param name="Slug">The last part of the type.</param>
/// <param name="Status">The HTTP status.</param>
/// <param name="Title">The same for every occurrence.</param>
internal sealed record Problem(string Slug, int Status, string Title)
{
    public string Json(string detail, params ReadOnlySpan<(string Name, string? Value)> extensions)
    {
        var body = new JsonObject
        {
            ["type"] = $"urn:payment-sandbox:problem:{Slug}",
            ["title"] = Title,
            ["status"] = Status,
            ["detail"] = detail,
        };
        foreach (var (name, value) in extensions)
        {
            body[name] = value;
        }

        return body.ToJsonString(JsonSerializerOptions.Web);
    }
}
