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

    /// <summary>What was sent. A variable that forgets its value is published with a note only, which Elsa does not know. docs/studio.md says so.</summary>
    public JsonObject Sent()
    {
        var sent = Request!.DeepClone().AsObject();
        foreach (var variable in (sent["model"]?["variables"] as JsonArray ?? []).OfType<JsonObject>())
        {
            variable["storageDriverTypeName"] ??= "Elsa.Workflows.WorkflowInstanceStorageDriver, Elsa.Workflows.Core";
        }

        return sent;
    }

    /// <summary>Fails unless an answer of ours has this status, type of content and shape, except on purpose. Scripts have no shape.</summary>
    public async Task CompareAsync(HttpResponseMessage response)
    {
        var text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        ((int)response.StatusCode).ShouldBe(Status, text);
        if (ContentType is not null)
        {
            response.Content.Headers.ContentType?.MediaType.ShouldBe(ContentType);
        }

        if (ContentType?.EndsWith("typescript", StringComparison.Ordinal) != true)
        {
            DifferencesTo(text.Length == 0 ? null : JsonNode.Parse(text)).ShouldBeEmpty();
        }
    }

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
