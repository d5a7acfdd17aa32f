using Delivery.Contracts.Escalations;

namespace Delivery.Status.Parts;

/// <summary>An incident as it was raised.</summary>
internal sealed record RaisedIncident(EscalationKind Kind, int Version);
