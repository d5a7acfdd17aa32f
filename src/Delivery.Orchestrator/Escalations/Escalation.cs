using Delivery.Contracts.Escalations;

namespace Delivery.Orchestrator.Escalations;

/// <summary>One incident of an order. Only <see cref="OrderEscalations"/> changes it.</summary>
internal sealed class Escalation
{
    public required string Id { get; init; }

    public required string OrderId { get; init; }

    public required EscalationKind Kind { get; init; }

    /// <summary>Its name within the order and kind.</summary>
    public required string Incident { get; init; }

    public required string Summary { get; init; }

    /// <summary>The latest request that waits for the decision.</summary>
    public string? RequestId { get; set; }

    public required EscalationState State { get; set; }

    public required DateTimeOffset RaisedAt { get; init; }

    public DateTimeOffset? ResolvedAt { get; set; }

    /// <summary>The operator who decided.</summary>
    public string? ResolvedBy { get; set; }

    public string? Note { get; set; }
}
