namespace Delivery.Workflows.Runtime.Definitions.References;

/// <summary>What became of letting workflows run another version of one.</summary>
/// <param name="Updated">The versions that say something else now.</param>
/// <param name="Refused">The definitions that stayed as they were, each with why.</param>
public sealed record ReferenceUpdates(IReadOnlyList<DefinitionVersion> Updated, IReadOnlyDictionary<string, Exception> Refused);
