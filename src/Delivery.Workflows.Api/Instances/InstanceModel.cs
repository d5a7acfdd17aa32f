using System.Text.Json.Nodes;
using Delivery.Workflows.Runtime.Instances;

namespace Delivery.Workflows.Api.Instances;

/// <summary>An instance with everything that can be seen of it.</summary>
internal sealed record InstanceModel
{
    public required string Id { get; init; }

    public required string DefinitionId { get; init; }

    public required string DefinitionVersionId { get; init; }

    public required int Version { get; init; }

    public required JsonObject WorkflowState { get; init; }

    public required WorkflowStatus Status { get; init; }

    public required WorkflowSubStatus SubStatus { get; init; }

    public required bool IsExecuting { get; init; }

    public string? CorrelationId { get; init; }

    public string? Name { get; init; }

    public required int IncidentCount { get; init; }

    public required bool IsSystem { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public required DateTimeOffset UpdatedAt { get; init; }

    public DateTimeOffset? FinishedAt { get; init; }

    public static InstanceModel Of(InstanceSummary instance, InstanceState state, IReadOnlyList<ActivityRecord> records) => new()
    {
        Id = instance.Id,
        DefinitionId = instance.DefinitionId,
        DefinitionVersionId = instance.VersionId,
        Version = instance.Version,
        WorkflowState = StateModel.Of(state, records),
        Status = instance.Status,
        SubStatus = instance.SubStatus,
        IsExecuting = false,
        CorrelationId = instance.CorrelationId,
        Name = instance.Name,
        IncidentCount = instance.IncidentCount,
        IsSystem = false,
        CreatedAt = instance.CreatedAt,
        UpdatedAt = instance.UpdatedAt,
        FinishedAt = instance.FinishedAt,
    };
}
