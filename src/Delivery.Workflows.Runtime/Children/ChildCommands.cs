using Delivery.ServiceDefaults.Problems;
using Delivery.Workflows.Runtime.Commits;
using Delivery.Workflows.Runtime.Definitions;
using Delivery.Workflows.Runtime.Execution;
using Delivery.Workflows.Runtime.Instances;
using Delivery.Workflows.Runtime.Messages;
using Delivery.Workflows.Runtime.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Delivery.Workflows.Runtime.Children;

/// <summary>What is done to the instances that workflows start.</summary>
internal sealed class ChildCommands(
    BundleCache bundles,
    BurstRunner runner,
    BurstCommitter committer,
    StimulusDelivery delivery,
    InstanceCommands instances,
    KeyedLocks locks,
    IServiceScopeFactory scopes)
{
    /// <summary>Null when it has started, or need not; otherwise why it never can.</summary>
    public async Task<string?> StartAsync(ChildOrder order, OrderedChild child, CancellationToken cancellationToken)
    {
        using var turn = await locks.EnterAsync(child.CorrelationId ?? child.Id, cancellationToken);
        string? refusal = null;
        var result = await committer.RunAsync(
            async token =>
            {
                (var unit, refusal) = await PlanStartAsync(order, child, token);
                return unit;
            },
            cancellationToken);
        foreach (var instanceId in result?.WithMail ?? [])
        {
            await delivery.DrainAsync(instanceId, cancellationToken);
        }

        return refusal;
    }

    public async Task CancelChildrenAsync(string parentId, CancellationToken cancellationToken)
    {
        foreach (var child in await FindRunningAsync(parentId, cancellationToken))
        {
            try
            {
                await instances.CancelAsync(child, $"The instance {parentId} that started it was cancelled.", cancellationToken);
            }
            catch (ProblemException exception) when (exception.Type == WorkflowProblems.InstanceFinished || exception.Type == WorkflowProblems.InstanceCancelling || exception.Type == WorkflowProblems.InstanceNotFound)
            {
                // It has ended by itself, or is about to.
            }
        }
    }

    public async Task<bool> IsCancelledAsync(string instanceId, CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        return await IsCancelledAsync(scope.ServiceProvider.GetRequiredService<WorkflowsDbContext>(), instanceId, cancellationToken);
    }

    private static Task<bool> IsCancelledAsync(WorkflowsDbContext db, string instanceId, CancellationToken cancellationToken) =>
        db.Instances.AnyAsync(instance => instance.Id == instanceId && instance.SubStatus == WorkflowSubStatus.Cancelled, cancellationToken);

    private async Task<List<string>> FindRunningAsync(string parentId, CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<WorkflowsDbContext>();
        return await db.Instances
            .Where(instance => instance.ParentInstanceId == parentId && instance.Status == WorkflowStatus.Running)
            .Select(instance => instance.Id).ToListAsync(cancellationToken);
    }

    private async Task<(CommitUnit? Unit, string? Refusal)> PlanStartAsync(ChildOrder order, OrderedChild child, CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<WorkflowsDbContext>();
        if (await db.Instances.AnyAsync(instance => instance.Id == child.Id, cancellationToken)
            || await IsCancelledAsync(db, order.Parent.InstanceId, cancellationToken))
        {
            return (null, null);
        }

        var hash = await db.Versions.Where(version => version.DefinitionId == order.DefinitionId && version.IsPublished)
            .Select(version => version.BundleHash).FirstOrDefaultAsync(cancellationToken);
        if (hash is null)
        {
            return (null, $"No version of '{order.DefinitionId}' is published. Publish one and retry this instance.");
        }

        var activation = DefinitionDocuments.ActivationOf((await bundles.GetAsync(hash, cancellationToken)).Root);
        if (!await ActivationCheck.AllowsAsync(db, activation, order.DefinitionId, child.CorrelationId, cancellationToken))
        {
            return (null, $"The activation strategy {activation} of '{order.DefinitionId}' allows no instance beside the one that is running.");
        }

        var start = new StartInstance { InstanceId = child.Id, CorrelationId = child.CorrelationId, Input = child.Input, Parent = order.Parent };
        return (new CommitUnit { Bursts = [await runner.StartAsync(hash, start, activation, traceParent: null, cancellationToken)] }, null);
    }
}
