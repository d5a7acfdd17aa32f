namespace Delivery.Workflows.Runtime.Definitions.Audit;

/// <summary>It is written with what it tells of, never changed, and stays when the definition is deleted.</summary>
internal sealed class StoredAuditEntry
{
    /// <summary>Ascending.</summary>
    public required string Id { get; init; }

    public required string DefinitionId { get; init; }

    public required string VersionId { get; init; }

    public required int Version { get; init; }

    public required AuditAction Action { get; init; }

    public string? Who { get; init; }

    public string? Note { get; init; }

    public required DateTimeOffset At { get; init; }
}
