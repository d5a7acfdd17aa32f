namespace Delivery.Contracts.Escalations;

/// <summary>A person has to decide how the order goes on.</summary>
[Activity(ActivityCategories.Order, "Escalation raised")]
public sealed record EscalationRaised : IOrderEvent
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

    /// <summary>What an operator reads first.</summary>
    public required string Summary { get; init; }
}
