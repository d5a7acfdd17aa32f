using System.Text.Json.Nodes;

namespace Delivery.Workflows.Api.Executions;

/// <summary>What the badges on an activity in the viewer show.</summary>
internal sealed record StatModel
{
    public required string ActivityId { get; init; }

    public required string ActivityNodeId { get; init; }

    public required int StartedCount { get; init; }

    public required int CompletedCount { get; init; }

    public required int UncompletedCount { get; init; }

    public required bool IsBlocked { get; init; }

    public required bool IsFaulted { get; init; }

    public required int AggregateFaultCount { get; init; }

    public required JsonObject Metadata { get; init; }

    public static StatModel Of(IReadOnlyList<ActivityRecord> records)
    {
        var completed = records.Count(record => record.CompletedAt is not null);
        return new StatModel
        {
            ActivityId = records[0].ActivityId,
            ActivityNodeId = records[0].ActivityNodeId,
            StartedCount = records.Count,
            CompletedCount = completed,
            UncompletedCount = records.Count - completed,
            IsBlocked = records.Any(record => record.HasBookmarks),
            IsFaulted = records.Any(record => record.Status == ActivityStatus.Faulted),
            AggregateFaultCount = records.Sum(record => record.AggregateFaultCount),
            Metadata = [],
        };
    }
}
