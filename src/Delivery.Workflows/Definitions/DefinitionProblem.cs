namespace Delivery.Workflows;

/// <summary>Something that is wrong with a definition.</summary>
/// <param name="IsError">Whether running into it would be a fault; otherwise it only looks like a mistake.</param>
/// <param name="ActivityNodeId">Where; null for the definition itself.</param>
/// <param name="Message">What, and what to do.</param>
public sealed record DefinitionProblem(bool IsError, string? ActivityNodeId, string Message);
