using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Unicode;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Delivery.Workflows.Api.Http;

/// <summary>How Elsa writes JSON: the Studio reads names by their case, and takes what is absent for null.</summary>
internal static class ElsaJson
{
    public static JsonSerializerOptions Options { get; } = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.Create(UnicodeRanges.All),
        // Activities are nested up to 512 deep, each in a list or a member of the one around it.
        MaxDepth = 2048,
        Converters = { new JsonStringEnumConverter() },
    };

    public static JsonHttpResult<TValue> Answer<TValue>(TValue value, int status = StatusCodes.Status200OK) =>
        TypedResults.Json(value, Options, statusCode: status);

    /// <summary>A list that is not paged.</summary>
    public static JsonHttpResult<ElsaList<TItem>> List<TItem>(IReadOnlyList<TItem> items) => Answer(new ElsaList<TItem>(items, items.Count));
}
