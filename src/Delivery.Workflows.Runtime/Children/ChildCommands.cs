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

    /// <summary>Cancels what the parent has had started; what its undos have, takes back what it did and goes on.</summary>
    public async Task CancelChildrenAsync(string parentId, CancellationToken cancellationToken) =>
        await CancelAsync(parentId, await FindRunningAsync(parentId, cancellationToken), cancellationToken);

    public async Task CancelAsync(string parentId, IEnumerable<string> children, CancellationToken cancellationToken)
    {
        foreach (var child in children)
        {
            try
            {
                await instances.CancelAsync(child, $"The instance {parentId} that started it was cancelled, or undoes what it did.", cancellationToken);
            }
            catch (ProblemException exception) when (exception.Type == WorkflowProblems.InstanceFinished || exception.Type == WorkflowProblems.InstanceCancelling || exception.Type == WorkflowProblems.InstanceNotFound)
            {
                // It has ended by itself, or is about to.
            }
        }
    }

    /// <summary>Whether what waited for them was cancelled: with the instance, or by a compensation scope around it.</summary>
    public async Task<bool> AreUnwantedAsync(ChildOrder order, CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        return await AreUnwantedAsync(scope.ServiceProvider.GetRequiredService<WorkflowsDbContext>(), order, cancellationToken);
    }

    private static async Task<bool> AreUnwantedAsync(WorkflowsDbContext db, ChildOrder order, CancellationToken cancellationToken)
    {
        var state = await db.Instances.Where(instance => instance.Id == order.Parent.InstanceId).Select(instance => instance.State)
            .FirstOrDefaultAsync(cancellationToken);
        // One row decides: what has faulted only sleeps, and between two reads somebody could retry it.
        return state is not null && InstanceState.Deserialize(state) is var parent
            && !(order.BookmarkId is { } id && parent.Awaits(id))
            && (order.IsInScope || parent.IsCancelling || parent.SubStatus == WorkflowSubStatus.Cancelled);
    }

    private async Task<List<string>> FindRunningAsync(string parentId, CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<WorkflowsDbContext>();
        var running = await db.Instances
            .Where(instance => instance.ParentInstanceId == parentId && instance.Status == WorkflowStatus.Running)
            .Select(instance => new { instance.Id, instance.State }).ToListAsync(cancellationToken);
        return [.. running.Where(child => InstanceState.Deserialize(child.State).Parent is not { Undoes: true }).Select(child => child.Id)];
    }

    private async Task<(CommitUnit? Unit, string? Refusal)> PlanStartAsync(ChildOrder order, OrderedChild child, CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<WorkflowsDbContext>();
        if (await db.Instances.AnyAsync(instance => instance.Id == child.Id, cancellationToken)
            || await AreUnwantedAsync(db, order, cancellationToken))
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
