using System.Text.Json.Nodes;

namespace Delivery.Workflows.Tests.Conformance;

/// <summary>A stimulus that must start an instance.</summary>
/// <param name="Activity">Where it starts.</param>
/// <param name="Name">The stimulus.</param>
/// <param name="Payload">What it must carry.</param>
/// <param name="Fires">The first times at which it fires, if that is a matter of time.</param>
internal sealed record ExpectedTrigger(string Activity, string Name, JsonObject? Payload, IReadOnlyList<DateTimeOffset>? Fires = null)
{
    private int Times => Fires?.Count ?? 0;

    public override string ToString() => Text(Activity, Name, Payload, Fires ?? []);

    /// <summary>A trigger as it is, asked for as many times as are expected.</summary>
    public static string Text(Trigger trigger, ExpectedTrigger? expected, DateTimeOffset published) =>
        Text(trigger.ActivityId, trigger.Name, trigger.Payload, Firings(trigger.Schedule, published).Take(expected?.Times ?? 0));

    private static IEnumerable<DateTimeOffset> Firings(TriggerSchedule? schedule, DateTimeOffset after)
    {
        while (schedule?.Next(after) is { } next)
        {
            yield return after = next;
        }
    }

    private static string Text(string activity, string name, JsonObject? payload, IEnumerable<DateTimeOffset> fires) =>
        $"{activity} {name} {payload?.ToJsonString()} {string.Join(", ", fires.Select(time => $"{time.UtcDateTime:s}"))}";
}
