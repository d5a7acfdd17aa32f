using System.Text.Json.Nodes;
using Delivery.Workflows.Api.Http;

namespace Delivery.Workflows.Api.Instances;

/// <summary>Which lines of a journal; what is empty does not matter.</summary>
internal sealed record JournalFilter(
    IReadOnlyList<string> ActivityIds,
    IReadOnlyList<string> ActivityNodeIds,
    IReadOnlyList<string> ExcludedActivityTypes,
    IReadOnlyList<string> EventNames)
{
    public static JournalFilter All { get; } = new([], [], [], []);

    public static JournalFilter Of(JsonObject body) => (body["filter"] as JsonObject)?.InAnyCase() is { } filter
        ? new JournalFilter(
            filter.Texts("activityIds"), filter.Texts("activityNodeIds"), filter.Texts("excludedActivityTypes"), filter.Texts("eventNames"))
        : All;

    public bool Takes(JournalEntry entry) =>
        (ActivityIds.Count == 0 || ActivityIds.Contains(entry.ActivityId))
        && (ActivityNodeIds.Count == 0 || ActivityNodeIds.Contains(entry.ActivityNodeId))
        && !ExcludedActivityTypes.Contains(entry.ActivityType)
        && (EventNames.Count == 0 || EventNames.Contains(entry.EventName));
}
