using Delivery.ServiceDefaults.Problems;
using Delivery.Workflows.Runtime.Commits;
using Delivery.Workflows.Runtime.Execution;
using Delivery.Workflows.Runtime.Messages;

namespace Delivery.Workflows.Runtime.Alterations;

/// <summary>Makes alterations: one burst, one transaction, guarded by the instance's revision as every other.</summary>
internal sealed class InstanceAlterer(
    InstanceReader instances, TargetBundles targets, BurstRunner runner, BurstCommitter committer, StimulusDelivery delivery, KeyedLocks locks)
{
    /// <summary>False when there was nothing to do, or when the job was done before.</summary>
    /// <param name="instanceId">The instance.</param>
    /// <param name="order">What to do.</param>
    /// <param name="job">The job that is done with it, in the same transaction.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="ProblemException">There is no such instance, it has changed, or it cannot be altered like this.</exception>
    public async Task<bool> AlterAsync(string instanceId, AlterationOrder order, StoredAlterationJob? job, CancellationToken cancellationToken)
    {
        var known = await instances.FindAsync(instanceId, cancellationToken) ?? throw NotFound(instanceId);
        using var turn = await locks.EnterAsync(known.CorrelationId ?? known.Id, cancellationToken);
        var result = await committer.RunAsync(token => PlanAsync(instanceId, order, job, token), cancellationToken);
        foreach (var id in result?.WithMail ?? [])
        {
            await delivery.DrainAsync(id, cancellationToken);
        }

        return result?.Outcome == CommitOutcome.Committed;
    }

    private async Task<CommitUnit?> PlanAsync(string instanceId, AlterationOrder order, StoredAlterationJob? job, CancellationToken cancellationToken)
    {
        var instance = await instances.FindAsync(instanceId, cancellationToken) ?? throw NotFound(instanceId);
        if (order.Revision is { } expected && expected != instance.Revision)
        {
            throw new ProblemException(
                WorkflowProblems.InstanceChanged, $"'{instanceId}' has gone on since you looked at it. Look again, and decide again.")
            {
                Extensions = { ["revision"] = instance.Revision },
            };
        }

        try
        {
            var burst = await runner.AlterAsync(instance, await ToRequestAsync(instance, order, cancellationToken), cancellationToken);
            return burst.Burst.Applied ? new CommitUnit { Bursts = [burst], Job = job } : null;
        }
        catch (AlterationException exception)
        {
            throw new ProblemException(WorkflowProblems.AlterationRefused, exception.Message)
            {
                Extensions = { ["problems"] = exception.Problems.Select(problem => new { activity = problem.ActivityNodeId, message = problem.Message }).ToArray() },
            };
        }
    }

    private async Task<AlterationRequest> ToRequestAsync(LoadedInstance instance, AlterationOrder order, CancellationToken cancellationToken) => new()
    {
        Alterations = order.Alterations,
        By = order.By,
        Note = order.Note,
        Target = order.Alterations.OfType<MigrateInstance>().FirstOrDefault() is { } migration
            ? await targets.FindAsync(InstanceState.Deserialize(instance.State).DefinitionId, migration.TargetVersion, cancellationToken)
            : null,
    };

    private static ProblemException NotFound(string instanceId) =>
        new(WorkflowProblems.InstanceNotFound, $"There is no instance '{instanceId}'. List the instances to see what there is.");
}
