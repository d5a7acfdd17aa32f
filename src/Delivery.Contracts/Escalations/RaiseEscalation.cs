namespace Delivery.Contracts.Escalations;

/// <summary>Opens an incident and waits until an operator decides how to go on.</summary>
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

    /// <summary>
    /// Tells the incidents of one kind and order apart. Raised again under the same name it is the same incident: one that is open goes on to
    /// wait, one that is decided answers with the decision. Null means that each request is an incident of its own.
    /// </summary>
    public string? Incident { get; init; }

    /// <summary>What an operator reads first.</summary>
    public required string Summary { get; init; }
}
