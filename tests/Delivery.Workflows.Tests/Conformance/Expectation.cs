using System.Text.Json;
using System.Text.Json.Nodes;
using Delivery.Workflows.Tests.Support;

namespace Delivery.Workflows.Tests.Conformance;

/// <summary>What one burst must bring and where the instance must stand after it.</summary>
internal sealed record Expectation
{
    /// <summary>The burst's lines, each an event and an activity id: <c>Completed a</c>.</summary>
    public required IReadOnlyList<string> Journal { get; init; }

    public required WorkflowSubStatus Status { get; init; }

    /// <summary>What the burst wrote.</summary>
    public IReadOnlyList<string>? Lines { get; init; }

    /// <summary>The activities that wait, in ordinal order, one entry for each bookmark.</summary>
    public IReadOnlyList<string>? Waiting { get; init; }

    /// <summary>When the timers are due, by activity.</summary>
    public IReadOnlyDictionary<string, DateTimeOffset>? Due { get; init; }

    public JsonObject? Output { get; init; }

    /// <summary>The workflow's own variables: the declared ones by id.</summary>
    public JsonObject? Variables { get; init; }

    /// <summary>A part of each message of the incidents so far.</summary>
    public IReadOnlyList<string>? Incidents { get; init; }

    /// <summary>Faults of the executions that the burst touched and of what is inside them, by activity.</summary>
    public IReadOnlyDictionary<string, int>? FaultCounts { get; init; }

    /// <summary>The node ids in the order in which the burst first met them.</summary>
    public IReadOnlyList<string>? Nodes { get; init; }

    /// <summary>Outcomes of the executions that the burst completed, by activity.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>>? Outcomes { get; init; }

    /// <summary>What the records of these activities hold: <c>inputs</c>, <c>outputs</c> and <c>properties</c>, each absent when it is empty.</summary>
    public IReadOnlyDictionary<string, JsonObject>? Recorded { get; init; }

    /// <summary>Effects other than lines, as JSON with their kind under <c>effect</c>.</summary>
    public IReadOnlyList<JsonObject>? Effects { get; init; }

    public IEnumerable<string> Mismatches(Instance instance)
    {
        var burst = instance.Last;
        var state = instance.State;
        return new[]
        {
            Mismatch.Of("status", Status.ToString(), state.SubStatus.ToString()),
            Mismatch.Of("journal", Journal, burst.Journal.Select(entry => $"{entry.EventName} {entry.ActivityId}")),
            Mismatch.Of("lines", Lines, burst.Effects.OfType<WriteLine>().Select(line => line.Text)),
            Mismatch.Of("waiting", Waiting, instance.Waiting),
            Mismatch.Of("due", Texts(Due), Texts(TimersOf(state))),
            Mismatch.Of("output", Output, state.Output),
            Mismatch.Of("variables", Variables, state.Variables),
            Mismatch.OfParts("incidents", Incidents, state.Incidents.Select(incident => incident.Message)),
            Mismatch.Of("faultCounts", Texts(FaultCounts), Texts(FaultsOf(burst))),
            Mismatch.Of("nodes", Nodes, burst.Journal.Select(entry => entry.ActivityNodeId).Distinct()),
            Mismatch.Of("outcomes", Texts(Outcomes), Texts(OutcomesOf(burst))),
            Mismatch.Of("recorded", Recorded?.Select(record => $"{record.Key}: {record.Value.ToJsonString()}"), Recorded?.Select(record => Text(burst, record.Key))),
            Mismatch.Of("effects", Effects?.Select(effect => effect.ToJsonString()), burst.Effects.Where(effect => effect is not WriteLine).Select(Json)),
        }.OfType<string>();
    }

    private static Dictionary<string, int> FaultsOf(Burst burst)
    {
        var counts = new Dictionary<string, int>();
        foreach (var record in burst.Records)
        {
            counts[record.ActivityId] = record.AggregateFaultCount;
        }

        return counts;
    }

    private static Dictionary<string, DateTimeOffset> TimersOf(InstanceState state) =>
        state.Bookmarks.Where(bookmark => bookmark.DueAt is not null).ToDictionary(bookmark => bookmark.ActivityId, bookmark => bookmark.DueAt!.Value);

    private static Dictionary<string, IReadOnlyList<string>> OutcomesOf(Burst burst)
    {
        var outcomes = new Dictionary<string, IReadOnlyList<string>>();
        foreach (var record in burst.Records)
        {
            if (record.Payload?[nameof(Outcomes)] is JsonArray names)
            {
                outcomes[record.ActivityId] = [.. names.Select(name => name!.GetValue<string>())];
            }
        }

        return outcomes;
    }

    private static string Text(Burst burst, string activity)
    {
        var (record, json) = (burst.Records.First(record => record.ActivityId == activity), new JsonObject());
        foreach (var (name, value) in new[] { ("inputs", record.ActivityState), ("outputs", record.Outputs), ("properties", record.Properties) })
        {
            if (value is { Count: > 0 })
            {
                json[name] = value.DeepClone();
            }
        }

        return $"{activity}: {json.ToJsonString()}";
    }

    private static IEnumerable<string>? Texts(IReadOnlyDictionary<string, DateTimeOffset>? times) =>
        times?.Select(time => $"{time.Key}: {time.Value.UtcDateTime:s}").Order(StringComparer.Ordinal);

    private static IEnumerable<string>? Texts(IReadOnlyDictionary<string, int>? counts) =>
        counts?.Select(count => $"{count.Key}: {count.Value}").Order(StringComparer.Ordinal);

    private static IEnumerable<string>? Texts(IReadOnlyDictionary<string, IReadOnlyList<string>>? outcomes) =>
        outcomes?.Select(outcome => $"{outcome.Key}: {string.Join(", ", outcome.Value)}").Order(StringComparer.Ordinal);

    private static string Json(Effect effect)
    {
        var json = new JsonObject { ["effect"] = effect.GetType().Name };
        foreach (var (name, value) in JsonSerializer.SerializeToNode(effect, effect.GetType(), JsonSerializerOptions.Web)!.AsObject())
        {
            json[name] = value?.DeepClone();
        }

        return json.ToJsonString();
    }
}
