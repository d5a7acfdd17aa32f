using System.Collections.Immutable;
using Delivery.Contracts;
using Delivery.Contracts.Escalations;

namespace Delivery.Status.Parts;

/// <summary>The incidents of the order.</summary>
internal sealed record EscalationPart
{
    public ImmutableSortedDictionary<string, RaisedIncident> Raised { get; init; } =
        ImmutableSortedDictionary.Create<string, RaisedIncident>(StringComparer.Ordinal);

    public ImmutableSortedSet<string> Decided { get; init; } = ImmutableSortedSet.Create<string>(StringComparer.Ordinal);

    /// <summary>By kind, the version up to which incidents are withdrawn.</summary>
    public ImmutableSortedDictionary<EscalationKind, int> Withdrawn { get; init; } = ImmutableSortedDictionary<EscalationKind, int>.Empty;

    /// <summary>True while an operator has to decide something.</summary>
    public bool IsOpen() => Raised.Any(incident =>
        !Decided.Contains(incident.Key) && incident.Value.Version > Withdrawn.GetValueOrDefault(incident.Value.Kind));

    public EscalationPart Apply(IOrderEvent @event) => @event switch
    {
        EscalationRaised raised when !Raised.ContainsKey(raised.EscalationId) =>
            this with { Raised = Raised.Add(raised.EscalationId, new RaisedIncident(raised.Kind, raised.Version)) },
        EscalationContinued continued => this with { Decided = Decided.Add(continued.EscalationId) },
        EscalationReplaced replaced => this with { Decided = Decided.Add(replaced.EscalationId) },
        EscalationCancelled cancelled => this with { Decided = Decided.Add(cancelled.EscalationId) },
        EscalationWithdrawn withdrawn when withdrawn.Version > Withdrawn.GetValueOrDefault(withdrawn.Kind) =>
            this with { Withdrawn = Withdrawn.SetItem(withdrawn.Kind, withdrawn.Version) },
        _ => this,
    };
}
