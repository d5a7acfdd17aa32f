namespace Delivery.Simulator.Checks;

/// <summary>Something that must never be.</summary>
/// <param name="Kind">The rule that is broken.</param>
/// <param name="OrderId">The order; null when it concerns none.</param>
/// <param name="Detail">What was seen and what was expected.</param>
internal sealed record Violation(string Kind, string? OrderId, string Detail);
