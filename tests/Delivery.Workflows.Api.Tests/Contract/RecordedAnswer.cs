using System.Text.Json.Nodes;

namespace Delivery.Workflows.Api.Tests.Contract;

/// <summary>What a real Elsa 3 server answered to a call: its shape, not its values.</summary>
internal sealed record RecordedAnswer
{
    public required string Name { get; init; }

    public required string Method { get; init; }

    public required int Status { get; init; }

    public string? ContentType { get; init; }

    /// <summary>Types by path; several are divided by a bar.</summary>
    public required IReadOnlyDictionary<string, string> Shape { get; init; }

    /// <summary>What was sent, where that matters.</summary>
    public JsonObject? Request { get; init; }

    /// <summary>Where an answer of ours differs, except on purpose.</summary>
    public IReadOnlyList<string> DifferencesTo(JsonNode? answer)
    {
        var ours = answer is null ? [] : Contract.Shape.Of(answer);
        var missing = Shape.Keys.Where(path => !ours.ContainsKey(path)).Select(path => (path, $"{path} is missing"));
        var added = ours.Keys.Where(path => !Shape.ContainsKey(path)).Select(path => (path, $"{path} is not recorded"));
        var other = ours
            .Where(pair => Shape.TryGetValue(pair.Key, out var types) && pair.Value.Except(types.Split('|')).Any())
            .Select(pair => (pair.Key, $"{pair.Key} is {string.Join('|', pair.Value)}, recorded {Shape[pair.Key]}"));
        return [.. missing.Concat(added).Concat(other)
            .Where(difference => !MeantDifferences.Allow(Name[..3], difference.Item1))
            .Select(difference => difference.Item2)];
    }
}
