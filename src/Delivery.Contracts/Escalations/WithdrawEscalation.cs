namespace Delivery.Contracts.Escalations;

/// <summary>Closes an open incident that has resolved itself.</summary>
[Activity(ActivityCategories.Order, "Withdraw escalation", Icon = "done_all")]
[HandledBy(Modules.Orchestrator)]
[AnsweredBy(typeof(EscalationWithdrawn))]
public sealed record WithdrawEscalation : IOrderCommand
{
    /// <inheritdoc />
    public required string OrderId { get; init; }

    /// <inheritdoc />
    public string? RequestId { get; init; }

    /// <summary>Which kind.</summary>
    public required EscalationKind Kind { get; init; }

    /// <summary>Which of that kind, as it was raised; null means every open one. One that is not known yet is closed in advance.</summary>
    public string? Incident { get; init; }
}
