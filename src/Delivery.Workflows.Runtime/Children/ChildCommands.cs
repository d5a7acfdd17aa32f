using Delivery.Messaging.Persistence;
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
    Transactions<WorkflowsDbContext> transactions,
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
    public async Task CancelChildrenAsync(string parentId, CancellationToken cancellationToken)
    {
        await DropStartsAsync(parentId, cancellationToken);
        await CancelEachAsync(parentId, await FindOpenAsync(parentId, cancellationToken), cancellationToken);
    }

    /// <summary>Cancels those children, and has them not started any more.</summary>
    public async Task CancelAsync(string parentId, IEnumerable<string> children, CancellationToken cancellationToken)
    {
        await DropStartsAsync(parentId, cancellationToken);
        await CancelEachAsync(parentId, children, cancellationToken);
    }

    private async Task CancelEachAsync(string parentId, IEnumerable<string> children, CancellationToken cancellationToken)
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

    /// <summary>
    /// What nobody waits for is not started any more: a replica that is about to start it finds the intent gone when it commits. Only behind
    /// this is it known which children there are.
    /// </summary>
    private async Task DropStartsAsync(string parentId, CancellationToken cancellationToken)
    {
        foreach (var id in await FindUnwantedStartsAsync(parentId, cancellationToken))
        {
            // One at a time: whoever waits for this one holds none that the next would wait for.
            await transactions.RunAsync(
                (transaction, token) => transaction.Db.Intents.Where(intent => intent.Id == id).ExecuteDeleteAsync(token), cancellationToken);
        }
    }

    private async Task<List<string>> FindUnwantedStartsAsync(string parentId, CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<WorkflowsDbContext>();
        var starts = await db.Intents
            .Where(intent => intent.InstanceId == parentId && intent.Kind == IntentKinds.StartWorkflows)
            .Select(intent => new { intent.Id, intent.BookmarkId }).ToListAsync(cancellationToken);
        // Behind the intents: an earlier state would not know what a later burst wants.
        var parent = starts.Count == 0 ? null : await FindStateAsync(db, parentId, cancellationToken);
        return [.. starts.Where(start => start.BookmarkId is { } id && parent?.Awaits(id) != true).Select(start => start.Id)];
    }

    /// <summary>A bookmark that is there says yes. Otherwise the state alone says, one row: what has faulted sleeps, and may be retried at any moment.</summary>
    private static async Task<bool> IsAwaitedAsync(WorkflowsDbContext db, ChildOrder order, CancellationToken cancellationToken) =>
        order.BookmarkId is not { } id
        || await db.Bookmarks.AnyAsync(bookmark => bookmark.InstanceId == order.Parent.InstanceId && bookmark.Id == id, cancellationToken)
        || (await FindStateAsync(db, order.Parent.InstanceId, cancellationToken))?.Awaits(id) == true;

    /// <summary>Null when it was deleted.</summary>
    private static async Task<InstanceState?> FindStateAsync(WorkflowsDbContext db, string instanceId, CancellationToken cancellationToken) =>
        await db.Instances.Where(instance => instance.Id == instanceId).Select(instance => instance.State).FirstOrDefaultAsync(cancellationToken) is { } state
            ? InstanceState.Deserialize(state)
            : null;

    private async Task<List<string>> FindOpenAsync(string parentId, CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<WorkflowsDbContext>();
        var open = await db.Instances
            .Where(instance => instance.ParentInstanceId == parentId
                && (instance.Status == WorkflowStatus.Running || instance.SubStatus == WorkflowSubStatus.Faulted))
            .Select(instance => instance.State).ToListAsync(cancellationToken);
        return [.. open.Select(state => InstanceState.Deserialize(state)).Where(IsToBeCancelled).Select(child => child.Id)];
    }

    /// <summary>What has faulted has ended, but for what it still has to undo.</summary>
    private static bool IsToBeCancelled(InstanceState child) =>
        child.Parent is not { Undoes: true } && (child.Status == WorkflowStatus.Running || child.HasUndos);

    private async Task<(CommitUnit? Unit, string? Refusal)> PlanStartAsync(ChildOrder order, OrderedChild child, CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<WorkflowsDbContext>();
        if (await db.Instances.AnyAsync(instance => instance.Id == child.Id, cancellationToken)
            || !await IsAwaitedAsync(db, order, cancellationToken))
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
        return (new CommitUnit { WantedBy = order.IntentId, Bursts = [await runner.StartAsync(hash, start, activation, traceParent: null, cancellationToken)] }, null);
    }
}
