using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Delivery.Workflows.Runtime.Persistence;

/// <summary>How journal entries, records and incidents are stored.</summary>
internal static class StoredJson
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new JsonStringEnumConverter() },
    };

    public static string Write<TValue>(TValue value) => JsonSerializer.Serialize(value, Options);

    public static TValue Read<TValue>(string json) => JsonSerializer.Deserialize<TValue>(json, Options)!;
}
