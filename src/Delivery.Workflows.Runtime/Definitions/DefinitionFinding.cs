namespace Delivery.Workflows.Runtime.Definitions;

/// <summary>Something that looks wrong in a definition.</summary>
/// <param name="DefinitionId">In which.</param>
/// <param name="Activity">The node where it was found; null for the definition as a whole.</param>
/// <param name="Message">What it is.</param>
public sealed record DefinitionFinding(string DefinitionId, string? Activity, string Message);
