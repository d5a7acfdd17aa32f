using System.Text.Json.Nodes;

namespace Delivery.Workflows.Api.Definitions;

/// <summary>
/// Makes the document that is stored of the one that an editor sends. The editor gives back all members of activities, but only those of the
/// workflow that it knows, and it was served more than is stored: what it was served and has not touched stays as it was.
/// </summary>
internal static class DefinitionMerge
{
    private static readonly string[] Sent = ["name", "description", "toolVersion", "variables", "inputs", "outputs", "outcomes", "customProperties", "root"];
    private static readonly string[] OfNodes = ["nodeId", "latestAvailablePublishedVersion", "latestAvailablePublishedVersionId", "root"];

    /// <param name="stored">The latest version as it is stored; null for a new definition.</param>
    /// <param name="served">Its root as it was served.</param>
    /// <param name="sent">What the editor sends.</param>
    public static JsonObject Of(JsonObject? stored, JsonObject? served, JsonObject sent)
    {
        var document = stored?.DeepClone().AsObject() ?? [];
        foreach (var name in Sent)
        {
            if (sent[name] is { } value)
            {
                document[name] = value.DeepClone();
            }
        }

        document["options"] = Options(stored?["options"] as JsonObject, sent["options"] as JsonObject);
        foreach (var list in new[] { "variables", "inputs", "outputs" })
        {
            KeepUnknown(stored?[list] as JsonArray, document[list] as JsonArray);
        }

        if (document["root"] is JsonObject root)
        {
            var before = new Dictionary<string, JsonObject>(StringComparer.Ordinal);
            var shown = new Dictionary<string, JsonObject>(StringComparer.Ordinal);
            Collect(stored?["root"], before);
            Collect(served, shown);
            document["root"] = Activity(root, before, shown);
        }

        return document;
    }

    private static JsonObject Options(JsonObject? stored, JsonObject? sent)
    {
        var options = stored?.DeepClone().AsObject() ?? [];
        foreach (var (name, value) in sent ?? [])
        {
            if (value is not null)
            {
                options[name] = value.DeepClone();
            }
            else
            {
                options.Remove(name);
            }
        }

        return options;
    }

    /// <summary>The same variable or argument keeps the members that the editor does not know.</summary>
    private static void KeepUnknown(JsonArray? stored, JsonArray? sent)
    {
        foreach (var item in sent?.OfType<JsonObject>() ?? [])
        {
            var key = item.ContainsKey("id") ? "id" : "name";
            var before = stored?.OfType<JsonObject>().FirstOrDefault(other => other[key]?.ToString() is { } id && id == item[key]?.ToString());
            if (before is null)
            {
                continue;
            }

            foreach (var (name, value) in before)
            {
                if (!item.ContainsKey(name) && !IsKnown(name))
                {
                    item[name] = value?.DeepClone();
                }
            }

            if (!before.ContainsKey("isArray") && item["isArray"]?.ToString() is "false")
            {
                item.Remove("isArray");
            }
        }
    }

    /// <summary>A known member that is absent was emptied by the editor.</summary>
    private static bool IsKnown(string name) =>
        name is "id" or "name" or "typeName" or "type" or "isArray" or "value" or "storageDriverTypeName" or "displayName" or "description"
            or "category" or "uiHint" or "storageDriverType";

    private static JsonObject Activity(JsonObject sent, Dictionary<string, JsonObject> before, Dictionary<string, JsonObject> shown)
    {
        var id = sent["id"]?.ToString() ?? "";
        var stored = before.GetValueOrDefault(id);
        var served = shown.GetValueOrDefault(id);
        if (stored is not null && served is not null && IsStandIn(served) && !IsStandIn(stored) && IsStandIn(sent))
        {
            return Original(sent, served, stored);
        }

        var activity = new JsonObject();
        foreach (var (name, value) in sent)
        {
            var wasAdded = stored is not null && !stored.ContainsKey(name) && served is not null
                && served.TryGetPropertyValue(name, out var was) && JsonNode.DeepEquals(was, value);
            if (!wasAdded && !(OfNodes.Contains(name) && (name != "root" || sent.ContainsKey("workflowDefinitionId"))))
            {
                activity[name] = Inside(value, before, shown);
                if (activity[name] is JsonObject input && stored?[name] is JsonObject earlier && earlier.ContainsKey("expression"))
                {
                    UnknownMembers.Keep(earlier, input, "typeName", "expression", "memoryReference");
                }
            }
        }

        if (stored?["nodeId"] is { } nodeId)
        {
            activity["nodeId"] = nodeId.DeepClone();
        }

        DiagramOrder.Keep(stored, activity);
        return activity;
    }

    /// <summary>An activity of an unknown type was served as a stand-in: only where it stands can have been changed.</summary>
    private static JsonObject Original(JsonObject sent, JsonObject served, JsonObject stored)
    {
        var original = stored.DeepClone().AsObject();
        if (!JsonNode.DeepEquals(sent["metadata"], served["metadata"]))
        {
            original["metadata"] = sent["metadata"]?.DeepClone();
        }

        return original;
    }

    private static JsonNode? Inside(JsonNode? value, Dictionary<string, JsonObject> before, Dictionary<string, JsonObject> shown) => value switch
    {
        JsonObject json when IsActivity(json) => Activity(json, before, shown),
        JsonObject json => new JsonObject(json.Select(member => KeyValuePair.Create(member.Key, Inside(member.Value, before, shown)))),
        JsonArray items => new JsonArray([.. items.Select(item => Inside(item, before, shown))]),
        _ => value?.DeepClone(),
    };

    private static void Collect(JsonNode? node, Dictionary<string, JsonObject> activities)
    {
        switch (node)
        {
            case JsonObject json:
                if (IsActivity(json))
                {
                    activities[json["id"]!.ToString()] = json;
                }

                foreach (var (_, value) in json)
                {
                    Collect(value, activities);
                }

                break;
            case JsonArray items:
                foreach (var item in items)
                {
                    Collect(item, activities);
                }

                break;
        }
    }

    private static bool IsActivity(JsonObject json) => json["type"] is JsonValue && json["id"] is JsonValue;

    private static bool IsStandIn(JsonObject json) => json["type"]?.ToString() == "Elsa.NotFoundActivity";
}
