using Delivery.Workflows.Runtime.Instances;

namespace Delivery.Orchestrator.Instances;

/// <summary>What an alteration has come to.</summary>
/// <param name="Applied">False when there was nothing to do.</param>
/// <param name="Instance">The instance now.</param>
internal sealed record AlterationResult(bool Applied, InstanceSummary Instance);
