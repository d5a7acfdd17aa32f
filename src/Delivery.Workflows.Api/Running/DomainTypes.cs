using System.Text.Json.Nodes;

namespace Delivery.Workflows.Api.Running;

/// <summary>Activities made of contract messages: their types name a module and a message.</summary>
internal static class DomainTypes
{
    private const string Prefix = "Delivery.";

    public static bool AreIn(JsonNode? node) => node switch
    {
        JsonObject json => (json["type"] is JsonValue type && type.TryGetValue(out string? name) && IsOne(name)) || json.Any(member => AreIn(member.Value)),
        JsonArray items => items.Any(AreIn),
        _ => false,
    };

    /// <summary>The engine's own have one dot only.</summary>
    private static bool IsOne(string type) => type.StartsWith(Prefix, StringComparison.Ordinal) && type.IndexOf('.', Prefix.Length) > 0;
}
