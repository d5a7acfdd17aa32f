namespace Delivery.Workflows;

/// <summary>Why an alteration cannot be made.</summary>
/// <param name="ActivityNodeId">Where in the definition; null when it concerns the instance as a whole.</param>
/// <param name="Message">What is in the way, and what to do.</param>
public sealed record AlterationProblem(string? ActivityNodeId, string Message);
