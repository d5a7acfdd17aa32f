namespace Delivery.Workflows.State;

/// <summary>How an execution ends once what is still undone inside it is done with.</summary>
/// <param name="Kind">What comes then.</param>
/// <param name="Outcomes">The outcomes it completes with; null for the default one.</param>
/// <param name="Notifies">Whether the parent is told of a cancellation as of one that it has not asked for.</param>
internal sealed record ClosingState(ClosingKind Kind, IReadOnlyList<string>? Outcomes, bool Notifies);
