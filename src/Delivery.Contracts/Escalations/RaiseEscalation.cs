namespace Delivery.Contracts.Escalations;

/// <summary>Tells the customer, opens an incident and waits until an operator decides how to go on.</summary>
[Activity(ActivityCategories.Order, "Escalate", Icon = "support_agent")]
[HandledBy(Modules.Orchestrator)]
[AnsweredBy(typeof(EscalationContinued), typeof(EscalationReplaced), typeof(EscalationCancelled))]
public sealed record RaiseEscalation : IOrderCommand
{
    /// <inheritdoc />
    public required string OrderId { get; init; }

    /// <inheritdoc />
    public string? RequestId { get; init; }

    /// <summary>What went wrong.</summary>
    public required EscalationKind Kind { get; init; }

    /// <summary>What an operator reads first.</summary>
    public required string Summary { get; init; }
}
