using System.Text.Json;

namespace Delivery.Simulator.Api;

/// <summary>What the API answered.</summary>
/// <param name="Status">The HTTP status.</param>
/// <param name="Body">JSON; undefined when there is none.</param>
/// <param name="Location">The header, if any.</param>
/// <param name="RetryAfter">The header, if any.</param>
/// <param name="Repeated">True when an earlier attempt ended without an answer: it may have been carried out.</param>
internal sealed record ApiAnswer(int Status, JsonElement Body, string? Location, TimeSpan? RetryAfter, bool Repeated)
{
    public bool IsSuccess => Status is >= 200 and < 300;

    /// <summary>Of a refusal: the last part of its type.</summary>
    public string? Problem => Text("type")?.Split(':')[^1];

    /// <summary>Of a refusal: the state that won.</summary>
    public string? State => Text("state");

    public T Read<T>() => Body.Deserialize<T>(ApiClient.Json) ?? throw new JsonException("The answer is null.");

    public string? Text(string member) =>
        Body.ValueKind == JsonValueKind.Object && Body.TryGetProperty(member, out var value) && value.ValueKind == JsonValueKind.String
            ? value.GetString()
            : null;

    public override string ToString() =>
        IsSuccess ? $"{Status}" : $"{Status} {Problem} {(State is null ? "" : $"(state {State}) ")}{Text("detail")}";
}
