using Delivery.Workflows.Runtime.Instances;

namespace Delivery.Orchestrator.Instances;

/// <summary>What is tried again.</summary>
/// <param name="Count">How many activities, timers, messages and intents.</param>
/// <param name="Instance">The instance now.</param>
internal sealed record RetryResult(int Count, InstanceSummary Instance);
