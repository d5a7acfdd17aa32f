using System.Text.Json.Nodes;

namespace Delivery.Workflows.Api.Publishing;

/// <summary>What one version of a definition says otherwise than another. Where boxes stand is said in one word.</summary>
internal static class DefinitionDifference
{
    private const int LongestValue = 200;

    /// <summary>How much of what is the same is shown before the first difference.</summary>
    private const int Lead = 40;

    private static readonly string[] Texts = ["name", "description", "outcomes"];
    private static readonly string[] Declarations = ["variables", "inputs", "outputs"];
    private static readonly string[] NoProperties = ["id", "nodeId", "type", "version", "name", "metadata", "connections"];

    public static IReadOnlyList<DifferenceModel> Between(JsonObject before, JsonObject after)
    {
        var (old, now) = (DiagramParts.Of(before), DiagramParts.Of(after));
        List<DifferenceModel> differences =
        [
            .. Texts.Where(text => !Same(before[text], after[text]))
                .Select(text => Changed("Text", null, text, Say(before[text]), Say(after[text]))),
            .. now.Activities.Keys.Except(old.Activities.Keys).Select(id => new DifferenceModel("ActivityAdded", now.NameOf(id))),
            .. old.Activities.Keys.Except(now.Activities.Keys).Select(id => new DifferenceModel("ActivityRemoved", old.NameOf(id))),
            .. old.Activities.Keys.Intersect(now.Activities.Keys).SelectMany(id => OfActivity(id, old, now)),
            .. now.Connections.Except(old.Connections).Select(arrow => Arrow("ConnectionAdded", now, arrow)),
            .. old.Connections.Except(now.Connections).Select(arrow => Arrow("ConnectionRemoved", old, arrow)),
            .. Declarations.SelectMany(list => OfDeclarations(list, before, after)),
            .. OfMembers("Option", before["options"] as JsonObject, after["options"] as JsonObject),
            .. OfMembers("Option", before["customProperties"] as JsonObject, after["customProperties"] as JsonObject),
        ];
        if (differences.Count == 0 && !Same(before["root"], after["root"]))
        {
            differences.Add(new DifferenceModel(IsLayoutOnly(before["root"], after["root"]) ? "Layout" : "Other"));
        }

        return differences;
    }

    private static IEnumerable<DifferenceModel> OfActivity(string id, DiagramParts old, DiagramParts now)
    {
        var (before, after) = (old.Activities[id], now.Activities[id]);
        var name = now.NameOf(id);
        if (old.NameOf(id) != name)
        {
            yield return new DifferenceModel("ActivityRenamed", name, null, old.NameOf(id), name);
        }

        if (!Same(before["type"], after["type"]) || !Same(before["version"], after["version"]))
        {
            yield return new DifferenceModel("ActivityType", name, null, Kind(before), Kind(after));
        }

        foreach (var member in Members(before, after).Except(NoProperties))
        {
            // What was added and removed has been said: what stands around it, and where the others stand, is compared without it.
            if (!Same(DiagramParts.Outline(before, member, now), DiagramParts.Outline(after, member, old)))
            {
                yield return Changed("Property", name, member, Say(DiagramParts.Outline(before, member, old.NameOf)), Say(DiagramParts.Outline(after, member, now.NameOf)));
            }
        }
    }

    /// <summary>Long values from where they begin to differ.</summary>
    private static DifferenceModel Changed(string kind, string? subject, string? detail, string from, string to)
    {
        var common = from.Zip(to).TakeWhile(pair => pair.First == pair.Second).Count();
        var start = from.Length > LongestValue || to.Length > LongestValue ? Math.Max(0, common - Lead) : 0;
        return new DifferenceModel(kind, subject, detail, Cut(from, start), Cut(to, start));
    }

    private static string Cut(string text, int start)
    {
        var end = Math.Min(text.Length, start + LongestValue);
        return $"{(start > 0 ? "… " : "")}{text.AsSpan(Math.Min(start, end)..end)}{(end < text.Length ? " …" : "")}";
    }

    private static IEnumerable<DifferenceModel> OfDeclarations(string list, JsonObject before, JsonObject after)
    {
        var (old, now) = (ByName(before[list]), ByName(after[list]));
        foreach (var name in old.Keys.Union(now.Keys))
        {
            var (earlier, later) = (old.GetValueOrDefault(name), now.GetValueOrDefault(name));
            if (earlier is null)
            {
                yield return new DifferenceModel("DeclarationAdded", name, list);
            }
            else if (later is null)
            {
                yield return new DifferenceModel("DeclarationRemoved", name, list);
            }
            else if (!Same(earlier, later))
            {
                var members = Members(earlier, later).Where(member => !Same(earlier[member], later[member])).ToList();
                yield return Changed("DeclarationChanged", name, list, SayAll(earlier, members), SayAll(later, members));
            }
        }
    }

    private static IEnumerable<DifferenceModel> OfMembers(string kind, JsonObject? before, JsonObject? after) =>
        Members(before ?? [], after ?? [])
            .Where(member => !Same(before?[member], after?[member]))
            .Select(member => Changed(kind, member, null, Say(before?[member]), Say(after?[member])));

    private static DifferenceModel Arrow(string kind, DiagramParts parts, (string Source, string Port, string Target) arrow) =>
        new(kind, null, arrow.Port, parts.NameOf(arrow.Source), parts.NameOf(arrow.Target));

    private static Dictionary<string, JsonObject> ByName(JsonNode? list) => (list as JsonArray ?? []).OfType<JsonObject>()
        .GroupBy(item => item["name"]?.ToString() ?? "", StringComparer.Ordinal)
        .ToDictionary(group => group.Key, group => group.First(), StringComparer.Ordinal);

    private static IEnumerable<string> Members(JsonObject before, JsonObject after) =>
        before.Select(member => member.Key).Union(after.Select(member => member.Key));

    private static bool IsLayoutOnly(JsonNode? before, JsonNode? after) =>
        JsonNode.DeepEquals(DiagramParts.WithoutLayout(before), DiagramParts.WithoutLayout(after));

    /// <summary>What is absent says nothing, as null and an empty text do.</summary>
    private static bool Same(JsonNode? left, JsonNode? right) =>
        JsonNode.DeepEquals(left, right) || (IsNothing(left) && IsNothing(right));

    private static bool IsNothing(JsonNode? node) =>
        node is null or JsonObject { Count: 0 } or JsonArray { Count: 0 } || node.ToJsonString() is "\"\"" or "false";

    private static string Kind(JsonObject activity) => $"{activity["type"]} {activity["version"]}".Trim();

    private static string SayAll(JsonObject item, List<string> members) =>
        string.Join(", ", members.Select(member => $"{member} {Say(item[member])}"));

    /// <summary>An expression by its text, and by its language when that is not plain text.</summary>
    private static string Say(JsonNode? node) => node switch
    {
        null => "",
        JsonObject json when json["expression"] is JsonObject expression =>
            (expression["type"]?.ToString() is { } language and not "Literal" ? language + ": " : "") + Say(expression["value"]),
        JsonValue value => value.ToString(),
        JsonArray array when array.All(item => item is JsonValue) => string.Join(", ", array),
        _ => node.ToJsonString(),
    };
}
