using System.Text.Json.Nodes;

namespace Delivery.Workflows.Api.Publishing;

/// <summary>A diagram taken apart: its activities, however deep inside others, and its arrows.</summary>
internal sealed class DiagramParts
{
    private readonly Dictionary<string, JsonObject> _activities = new(StringComparer.Ordinal);
    private readonly HashSet<(string Source, string Port, string Target)> _connections = [];

    public IReadOnlyDictionary<string, JsonObject> Activities => _activities;

    public IReadOnlySet<(string Source, string Port, string Target)> Connections => _connections;

    public static DiagramParts Of(JsonObject document)
    {
        var parts = new DiagramParts();
        parts.Add(document["root"]);
        return parts;
    }

    /// <summary>What people see on the box.</summary>
    public string NameOf(string id) => _activities.TryGetValue(id, out var activity)
        ? Text(activity["metadata"] as JsonObject, "displayText") ?? Text(activity, "name") ?? id
        : id;

    public static bool IsActivity(JsonNode? node) => node is JsonObject json && Text(json, "type") is not null && Text(json, "id") is not null;

    public static bool HoldsActivities(JsonNode? node) => IsActivity(node) || Inside(node).Any(HoldsActivities);

    private static IEnumerable<JsonNode?> Inside(JsonNode? node) => node switch
    {
        JsonObject json => json.Select(member => member.Value),
        JsonArray array => array,
        _ => [],
    };

    private static string? Text(JsonObject? json, string member) =>
        json?[member] is JsonValue value && value.TryGetValue(out string? text) && text.Length > 0 ? text : null;

    private void Add(JsonNode? node)
    {
        if (node is JsonObject json)
        {
            if (IsActivity(json))
            {
                _activities.TryAdd(Text(json, "id")!, json);
            }

            if (json["source"] is JsonObject source && json["target"] is JsonObject target
                && Text(source, "activity") is { } from && Text(target, "activity") is { } to)
            {
                _connections.Add((from, Text(source, "port") ?? "Done", to));
            }
        }

        foreach (var child in Inside(node))
        {
            Add(child);
        }
    }
}
