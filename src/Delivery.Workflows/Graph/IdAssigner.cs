using System.Text.Json.Nodes;
using Delivery.Workflows.Values;

namespace Delivery.Workflows.Graph;

/// <summary>Gives activities without an id one that no other activity of the document has: the short type name and a counter.</summary>
internal sealed class IdAssigner
{
    private readonly HashSet<string> _taken = new(StringComparer.Ordinal);
    private readonly HashSet<string> _claimed = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _counters = new(StringComparer.Ordinal);

    public IdAssigner(JsonObject root) => Collect(root);

    public string IdOf(JsonObject activity)
    {
        if (activity.TextMember("id") is { Length: > 0 } id)
        {
            return id;
        }

        var type = activity.TextMember("type") ?? "Activity";
        var shortName = type[(type.LastIndexOf('.') + 1)..];
        do
        {
            _counters[shortName] = _counters.GetValueOrDefault(shortName) + 1;
            id = $"{shortName}{_counters[shortName]}";
        }
        while (!_taken.Add(id));

        return id;
    }

    public bool Claim(string id) => _claimed.Add(id);

    private void Collect(JsonNode? node)
    {
        if (node is JsonObject json)
        {
            if (json.ContainsKey("type") && json.TextMember("id") is { } id)
            {
                _taken.Add(id);
            }

            foreach (var (_, value) in json)
            {
                Collect(value);
            }
        }
        else if (node is JsonArray array)
        {
            foreach (var item in array)
            {
                Collect(item);
            }
        }
    }
}
