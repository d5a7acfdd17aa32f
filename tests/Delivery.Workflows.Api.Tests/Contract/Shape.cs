using System.Text.Json;
using System.Text.Json.Nodes;

namespace Delivery.Workflows.Api.Tests.Contract;

/// <summary>The paths of a document and the types found at each. Free-form values and the inside of activities are data, not shape.</summary>
internal static class Shape
{
    private static readonly HashSet<string> Free =
    [
        "activityState", "outputs", "properties", "payload", "input", "output", "customProperties", "constructionProperties", "uiSpecifications",
        "context", "metadata", "value", "defaultValue", "dropdown",
    ];

    private static readonly HashSet<string> Activities = ["root", "activity"];
    private static readonly HashSet<string> ActivityMembers = ["id", "nodeId", "name", "type", "version", "customProperties", "metadata"];

    public static SortedDictionary<string, SortedSet<string>> Of(JsonNode? document)
    {
        var shape = new SortedDictionary<string, SortedSet<string>>(StringComparer.Ordinal);
        Walk(document, "$", "", shape);
        return shape;
    }

    private static void Walk(JsonNode? node, string path, string name, SortedDictionary<string, SortedSet<string>> shape)
    {
        if (!shape.TryGetValue(path, out var types))
        {
            shape[path] = types = new SortedSet<string>(StringComparer.Ordinal);
        }

        types.Add(TypeOf(node));
        switch (node)
        {
            case JsonArray items:
                foreach (var item in items)
                {
                    Walk(item, path + "[]", name, shape);
                }

                break;
            // "outputs" is free as the values of an execution, where it is an object, and not as the declarations of an activity type.
            case JsonObject json when !Free.Contains(name) || (name == "outputs" && path.EndsWith("[]", StringComparison.Ordinal)):
                foreach (var (member, value) in json)
                {
                    if (!Activities.Contains(name) || (ActivityMembers.Contains(member) && value is not null))
                    {
                        Walk(value, $"{path}.{member}", member, shape);
                    }
                }

                break;
        }
    }

    private static string TypeOf(JsonNode? node) => node?.GetValueKind() switch
    {
        null or JsonValueKind.Null => "null",
        JsonValueKind.True or JsonValueKind.False => "bool",
        JsonValueKind.Number => "number",
        JsonValueKind.String => "string",
        JsonValueKind.Array => "array",
        _ => "object",
    };
}
