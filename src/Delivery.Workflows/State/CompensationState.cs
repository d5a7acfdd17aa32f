namespace Delivery.Workflows.State;

/// <summary>Why a compensation scope runs its undos.</summary>
/// <param name="Reason">One of <see cref="CompensationReasons"/>.</param>
/// <param name="Message">The fault's message.</param>
internal sealed record CompensationState(string Reason, string? Message);
