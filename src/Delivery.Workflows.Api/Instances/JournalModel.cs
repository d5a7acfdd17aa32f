using System.Text.Json.Nodes;

namespace Delivery.Workflows.Api.Instances;

/// <summary>A line of the journal. Here the path is called <c>nodeId</c>, unlike everywhere else.</summary>
internal sealed record JournalModel
{
    public required string Id { get; init; }

    public required string ActivityInstanceId { get; init; }

    public string? ParentActivityInstanceId { get; init; }

    public required string ActivityId { get; init; }

    public required string ActivityType { get; init; }

    public required int ActivityTypeVersion { get; init; }

    public string? ActivityName { get; init; }

    public required string NodeId { get; init; }

    public required DateTimeOffset Timestamp { get; init; }

    public required long Sequence { get; init; }

    public required string EventName { get; init; }

    public string? Message { get; init; }

    public JsonObject? Payload { get; init; }

    public static JournalModel Of(JournalEntry entry) => new()
    {
        Id = entry.Id,
        ActivityInstanceId = entry.ActivityInstanceId,
        ParentActivityInstanceId = entry.ParentActivityInstanceId,
        ActivityId = entry.ActivityId,
        ActivityType = entry.ActivityType,
        ActivityTypeVersion = entry.ActivityTypeVersion,
        ActivityName = entry.ActivityName,
        NodeId = entry.ActivityNodeId,
        Timestamp = entry.Timestamp,
        Sequence = entry.Sequence,
        EventName = entry.EventName,
        Message = entry.Message,
        Payload = entry.Payload,
    };
}
