namespace Delivery.Contracts.Escalations;

/// <summary>The operator decided to replace: another rider, or the dish cooked again.</summary>
[Activity(ActivityCategories.Order, "Escalation: replace")]
[Outcome("Replace")]
[KeptFor(hours: 24)]
public sealed record EscalationReplaced : IOrderEvent
{
    /// <inheritdoc />
    public required string OrderId { get; init; }

    /// <inheritdoc />
    public required int Version { get; init; }

    /// <inheritdoc />
    public required DateTimeOffset At { get; init; }

    /// <inheritdoc />
    public string? RequestId { get; init; }

    /// <summary>The incident.</summary>
    public required string EscalationId { get; init; }

    /// <summary>What went wrong.</summary>
    public required EscalationKind Kind { get; init; }

    /// <summary>In the operator's words.</summary>
    public string? Note { get; init; }
}
