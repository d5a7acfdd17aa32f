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

    /// <summary>A member of an activity, with ids in place of the activities in it, and without those that the other version does not have.</summary>
    public static JsonNode? Outline(JsonObject activity, string member, DiagramParts other) =>
        Outline(activity, member, id => other._activities.ContainsKey(id) ? id : null);

    /// <summary>A member of an activity, with names in place of the activities in it; those without a name are left out.</summary>
    public static JsonNode? Outline(JsonObject activity, string member, Func<string, string?> nameOf)
    {
        var outline = Replace(activity[member], nameOf);
        // On a flowchart the arrows say what follows what.
        return outline is JsonArray array && member == "activities" && Text(activity, "type") == "Elsa.Flowchart"
            ? new JsonArray([.. array.Select(item => item!.ToString()).Order(StringComparer.Ordinal).Select(name => JsonValue.Create(name))])
            : outline;
    }

    /// <summary>A copy without what says only how the diagram is drawn.</summary>
    public static JsonNode? WithoutLayout(JsonNode? node) => node switch
    {
        JsonObject json => new JsonObject(json.Where(member => member.Key != "metadata").Select(member => KeyValuePair.Create(member.Key, WithoutLayout(member.Value)))),
        JsonArray array => new JsonArray([.. array.Select(WithoutLayout)]),
        _ => node?.DeepClone(),
    };

    private static JsonNode? Replace(JsonNode? node, Func<string, string?> nameOf) => node switch
    {
        JsonObject json when IsActivity(json) => nameOf(Text(json, "id")!) is { } name ? JsonValue.Create(name) : null,
        JsonObject json => new JsonObject(json.Select(member => KeyValuePair.Create(member.Key, Replace(member.Value, nameOf)))),
        JsonArray array => new JsonArray([.. array.Select(item => Replace(item, nameOf)).Where(item => item is not null)]),
        _ => node?.DeepClone(),
    };

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
