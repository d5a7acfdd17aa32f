using Delivery.Workflows.Runtime.Definitions;

namespace Delivery.Workflows.Runtime.Commits;

/// <summary>What has to be known about running instances before new ones may be stored: no more than that, since many may be running.</summary>
internal sealed class ActivationGuards
{
    public ActivationGuards(IEnumerable<PreparedBurst> bursts)
    {
        foreach (var burst in bursts.Where(burst => burst is { IsNew: true, Activation: not ActivationStrategy.Always }))
        {
            var (definition, correlation) = (burst.Burst.State.DefinitionId, burst.BaseCorrelationId);
            if (burst.Activation == ActivationStrategy.Singleton)
            {
                Definitions.Add(definition);
            }
            else if (correlation is not null)
            {
                Correlations.Add(correlation);
            }
            else if (burst.Activation == ActivationStrategy.CorrelatedSingleton)
            {
                UncorrelatedDefinitions.Add(definition);
            }
        }
    }

    /// <summary>Any instance of these matters.</summary>
    public List<string> Definitions { get; } = [];

    /// <summary>Any instance under these matters.</summary>
    public List<string?> Correlations { get; } = [];

    /// <summary>Those instances of these matter that have no correlation.</summary>
    public List<string> UncorrelatedDefinitions { get; } = [];

    public bool IsEmpty => Definitions.Count + Correlations.Count + UncorrelatedDefinitions.Count == 0;
}
