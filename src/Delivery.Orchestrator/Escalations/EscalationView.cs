using Delivery.Contracts.Escalations;

namespace Delivery.Orchestrator.Escalations;

/// <summary>An incident as an operator sees it.</summary>
/// <param name="EscalationId">Its id.</param>
/// <param name="OrderId">The order that waits.</param>
/// <param name="Kind">What went wrong.</param>
/// <param name="Summary">What to know first.</param>
/// <param name="State">What became of it.</param>
/// <param name="RaisedAt">Since when it waits.</param>
/// <param name="ResolvedAt">When it was decided or withdrawn.</param>
/// <param name="ResolvedBy">The operator who decided.</param>
/// <param name="Note">In the operator's words.</param>
internal sealed record EscalationView(
    string EscalationId,
    string OrderId,
    EscalationKind Kind,
    string Summary,
    EscalationState State,
    DateTimeOffset RaisedAt,
    DateTimeOffset? ResolvedAt,
    string? ResolvedBy,
    string? Note)
{
    public static EscalationView Of(Escalation escalation) => new(
        escalation.Id,
        escalation.OrderId,
        escalation.Kind,
        escalation.Summary,
        escalation.State,
        escalation.RaisedAt,
        escalation.ResolvedAt,
        escalation.ResolvedBy,
        escalation.Note);
}
