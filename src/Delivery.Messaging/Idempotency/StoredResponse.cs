using System.Text.Json;

namespace Delivery.Messaging.Idempotency;

/// <summary>What a request answered, and answers again when it is repeated with the same key.</summary>
/// <param name="Status">The HTTP status.</param>
/// <param name="Location">The <c>Location</c> header; null for none.</param>
/// <param name="Body">JSON.</param>
public sealed record StoredResponse(int Status, string? Location, string Body)
{
    /// <summary>Makes the answer from the object that the caller sees as JSON.</summary>
    public static StoredResponse Of<TBody>(int status, string? location, TBody body) =>
        new(status, location, JsonSerializer.Serialize(body, MessageJson.Options));
}
