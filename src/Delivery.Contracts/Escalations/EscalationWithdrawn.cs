namespace Delivery.Contracts.Escalations;

/// <summary>The incident is closed without a decision, because what it waited for has happened or there was none.</summary>
[Activity(ActivityCategories.Order, "Escalation withdrawn", Icon = "done_all")]
[Outcome("Withdrawn")]
[KeptFor(hours: 24)]
public sealed record EscalationWithdrawn : IOrderEvent
{
    /// <inheritdoc />
    public required string OrderId { get; init; }

    /// <inheritdoc />
    public required int Version { get; init; }

    /// <inheritdoc />
    public required DateTimeOffset At { get; init; }

    /// <inheritdoc />
    public string? RequestId { get; init; }

    /// <summary>What went wrong.</summary>
    public required EscalationKind Kind { get; init; }
}
