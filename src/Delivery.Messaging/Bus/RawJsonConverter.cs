using System.Text.Json;
using System.Text.Json.Serialization;

namespace Delivery.Messaging.Bus;

/// <summary>Carries JSON as a part of the surrounding JSON: not escaped into a string, and not parsed into objects on the way.</summary>
internal sealed class RawJsonConverter : JsonConverter<string>
{
    public override string Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        using var document = JsonDocument.ParseValue(ref reader);
        return document.RootElement.GetRawText();
    }

    public override void Write(Utf8JsonWriter writer, string value, JsonSerializerOptions options) =>
        writer.WriteRawValue(value, skipInputValidation: true);
}
