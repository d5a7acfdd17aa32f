using System.Text.Json.Nodes;
using Delivery.Workflows.Runtime.Definitions;

namespace Delivery.Workflows.Runtime.Files;

/// <summary>
/// The text of a definition's file. It keeps what the file has, its order, its spelling and its own identity, so that one edit of the
/// definition is one edit of the file, whatever an editor has made of the rest.
/// </summary>
internal static class DefinitionText
{
    private const string Schema = "https://elsaworkflows.io/schemas/workflow-definition/v3.0.0/schema.json";

    /// <summary>The members that say which version it is; the file has its own.</summary>
    private static readonly string[] RowMembers = ["$schema", "id", "version", "createdAt", "isLatest", "isPublished"];

    /// <summary>Of a definition without a file.</summary>
    public static string Create(WorkflowDefinition definition)
    {
        var document = new JsonObject { ["$schema"] = Schema };
        foreach (var (name, value) in definition.Document.Where(member => member.Key is not ("$schema" or "isLatest" or "isPublished" or "links")))
        {
            document[name] = value?.DeepClone();
        }

        return new JsonText(indent: 2, newLine: "\n").Write(Arrange(document, new JsonObject())) + "\n";
    }

    /// <summary>Of a definition with a file.</summary>
    public static string Update(string file, WorkflowDefinition definition)
    {
        var old = WorkflowDefinition.Parse(file);
        if (DefinitionDocuments.SayTheSame(old, definition))
        {
            return file;
        }

        var document = definition.Document.DeepClone().AsObject();
        foreach (var member in RowMembers)
        {
            document.Remove(member);
            if (old.Document.TryGetPropertyValue(member, out var value))
            {
                document[member] = value?.DeepClone();
            }
        }

        var newLine = file.Contains("\r\n", StringComparison.Ordinal) ? "\r\n" : "\n";
        var end = file[file.TrimEnd().Length..];
        return new JsonText(IndentOf(file), newLine).Write(Arrange(document, old.Document)) + end;
    }

    private static JsonNode? Arrange(JsonNode? node, JsonNode? old) => (node, old) switch
    {
        (JsonObject json, _) => Arrange(json, old as JsonObject ?? []),
        (JsonArray array, _) => Arrange(array, old as JsonArray ?? []),
        _ when JsonNode.DeepEquals(node, old) => old?.DeepClone(),
        (JsonValue value, _) when value.TryGetValue(out string? text) => JsonValue.Create(text),
        _ => node?.DeepClone(),
    };

    private static JsonArray Arrange(JsonArray array, JsonArray old) =>
        new([.. array.Select((item, index) => Arrange(item, Counterpart(item, index, old)))]);

    /// <summary>
    /// In the file's order; what is new comes behind what it comes behind in the definition, but not last: the line before would get a comma.
    /// </summary>
    private static JsonObject Arrange(JsonObject json, JsonObject old)
    {
        var names = old.Select(member => member.Key).Where(json.ContainsKey).ToList();
        string? previous = null;
        foreach (var (name, _) in json)
        {
            if (!old.ContainsKey(name))
            {
                var place = previous is null ? 0 : names.IndexOf(previous) + 1;
                names.Insert(place == names.Count && old.Count > 0 ? Math.Max(place - 1, 0) : place, name);
            }

            previous = name;
        }

        return new JsonObject(names.Select(name => KeyValuePair.Create(name, Arrange(json[name], old[name]))));
    }

    /// <summary>What an item of a list was before: found by what identifies it, else by its place.</summary>
    private static JsonNode? Counterpart(JsonNode? item, int index, JsonArray old)
    {
        foreach (var key in new[] { "id", "name" })
        {
            if (item is JsonObject json && json[key] is JsonValue value)
            {
                return old.FirstOrDefault(other => other is JsonObject candidate && JsonNode.DeepEquals(candidate[key], value));
            }
        }

        return old.FirstOrDefault(other => IsSameArrow(item, other)) ?? old.ElementAtOrDefault(index);
    }

    private static bool IsSameArrow(JsonNode? item, JsonNode? other) =>
        item is JsonObject left && other is JsonObject right && left["source"] is not null
        && JsonNode.DeepEquals(left["source"], right["source"]) && JsonNode.DeepEquals(left["target"], right["target"]);

    private static int IndentOf(string file)
    {
        var line = file.Split('\n').Skip(1).FirstOrDefault(line => line.Length > 0 && line[0] == ' ');
        return line is null ? 2 : Math.Clamp(line.Length - line.TrimStart(' ').Length, 1, 8);
    }
}
