using System.Text.Json.Nodes;

namespace Delivery.Workflows.Api.Definitions;

/// <summary>
/// The Studio gives the boxes and arrows of a flowchart back in the order in which they were last clicked. They stay in the order in which they are
/// stored, so that a click changes nothing: neither an exported file nor, where none is named, which activity is the first.
/// </summary>
internal static class DiagramOrder
{
    private const string Flowchart = "Elsa.Flowchart";

    public static void Keep(JsonObject? stored, JsonObject sent)
    {
        if (stored is null || sent["type"]?.ToString() != Flowchart)
        {
            return;
        }

        Sort(stored["activities"] as JsonArray, sent["activities"] as JsonArray, activity => activity["id"]?.ToString() ?? "");
        var arrows = Sort(stored["connections"] as JsonArray, sent["connections"] as JsonArray, Arrow);
        foreach (var connection in (sent["connections"] as JsonArray ?? []).OfType<JsonObject>())
        {
            if (arrows.TryGetValue(Arrow(connection), out var place) && stored["connections"]![place] is JsonObject earlier)
            {
                UnknownMembers.Keep(earlier, connection, "source", "target", "vertices");
            }
        }
    }

    private static string Arrow(JsonObject connection) => $"{End(connection, "source")} to {End(connection, "target")}";

    private static string End(JsonObject connection, string which) =>
        connection[which] is JsonObject end ? $"{end["activity"]}:{end["port"]}" : "";

    /// <summary>What is new comes last.</summary>
    /// <returns>Where what is stored is stored.</returns>
    private static Dictionary<string, int> Sort(JsonArray? stored, JsonArray? sent, Func<JsonObject, string> key)
    {
        var places = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var (place, item) in (stored ?? []).Index())
        {
            if (item is JsonObject json)
            {
                places.TryAdd(key(json), place);
            }
        }

        JsonNode?[] sorted = [.. (sent ?? []).OrderBy(item => item is JsonObject json ? places.GetValueOrDefault(key(json), int.MaxValue) : int.MaxValue)];
        sent?.Clear();
        foreach (var item in sorted)
        {
            sent!.Add(item);
        }

        return places;
    }
}
