using Delivery.Workflows.Runtime.Definitions;

namespace Delivery.Workflows.Runtime.Commits;

/// <summary>What <see cref="ActivationGuards"/> asked for.</summary>
internal sealed class RunningInstances(IReadOnlyCollection<(string DefinitionId, string? CorrelationId)> running)
{
    /// <summary>Whether a new instance may be stored beside them.</summary>
    public bool Allows(PreparedBurst burst)
    {
        // That under which it was started, as the planner sees it: its first burst may have changed it.
        var (definition, correlation) = (burst.Burst.State.DefinitionId, burst.BaseCorrelationId);
        return burst.Activation switch
        {
            ActivationStrategy.Singleton => !running.Any(other => other.DefinitionId == definition),
            ActivationStrategy.Correlation => correlation is null || !running.Any(other => other.CorrelationId == correlation),
            ActivationStrategy.CorrelatedSingleton => !running.Any(
                other => other.DefinitionId == definition && other.CorrelationId == correlation),
            _ => true,
        };
    }
}
