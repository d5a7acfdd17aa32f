namespace Delivery.Workflows.Runtime.Definitions;

/// <summary>What an update of the published bundles has changed.</summary>
/// <param name="Updated">The definitions whose new instances run something else than before.</param>
/// <param name="Warnings">What looks like a mistake in them.</param>
internal sealed record PublishedBundles(IReadOnlyList<string> Updated, IReadOnlyList<DefinitionFinding> Warnings);
