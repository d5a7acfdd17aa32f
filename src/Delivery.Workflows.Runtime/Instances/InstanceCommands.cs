using System.Text.Json.Nodes;
using Delivery.Messaging.Persistence;
using Delivery.ServiceDefaults.Problems;
using Delivery.Workflows.Runtime.Alterations;
using Delivery.Workflows.Runtime.Children;
using Delivery.Workflows.Runtime.Commits;
using Delivery.Workflows.Runtime.Definitions;
using Delivery.Workflows.Runtime.Execution;
using Delivery.Workflows.Runtime.Intents;
using Delivery.Workflows.Runtime.Mailbox;
using Delivery.Workflows.Runtime.Messages;
using Delivery.Workflows.Runtime.Persistence;
using Delivery.Workflows.Runtime.Retention;
using Delivery.Workflows.Runtime.Timers;
using Microsoft.EntityFrameworkCore;

namespace Delivery.Workflows.Runtime.Instances;

/// <summary>What people do to instances.</summary>
internal sealed class InstanceCommands(
    WorkflowDefinitions definitions,
    InstanceReader instances,
    BurstRunner runner,
    WorkflowEngine engine,
    BundleCache bundles,
    BurstCommitter committer,
    StimulusDelivery delivery,
    KeyedLocks locks,
    Transactions<WorkflowsDbContext> transactions,
    TimerSignal timerSignal,
    MailboxSignal mailboxSignal,
    IntentSignal intentSignal,
    InstanceAlterer alterer,
    TimeProvider timeProvider)
{
    public async Task<string> StartAsync(
        string definitionId, string? correlationId, JsonObject? input, JsonObject? properties, CancellationToken cancellationToken)
    {
        var version = await definitions.FindAsync(definitionId, VersionSelector.Published, cancellationToken)
            ?? throw new ProblemException(
                WorkflowProblems.DefinitionNotFound, $"No version of '{definitionId}' is published. Publish one to start it.");
        if (properties is not null)
        {
            Check(definitionId, await bundles.GetAsync(version.BundleHash!, cancellationToken), properties);
        }

        var start = new StartInstance
        {
            InstanceId = InstanceIds.Create(timeProvider.GetUtcNow()),
            CorrelationId = correlationId,
            Input = input,
            Properties = properties,
        };
        using var turn = await locks.EnterAsync(correlationId ?? start.InstanceId, cancellationToken);
        var result = await committer.RunAsync(
            async token => new CommitUnit
            {
                Bursts = [await runner.StartAsync(version.BundleHash!, start, ActivationStrategy.Always, traceParent: null, token)],
            },
            cancellationToken);
        await delivery.DrainAsync(result, cancellationToken);
        return start.InstanceId;
    }

    public async Task CancelAsync(string instanceId, string reason, CancellationToken cancellationToken)
    {
        var known = await instances.FindAsync(instanceId, cancellationToken) ?? throw NotFound(instanceId);
        using var turn = await locks.EnterAsync(known.CorrelationId ?? known.Id, cancellationToken);
        var result = await committer.RunAsync(token => PlanCancelAsync(instanceId, reason, token), cancellationToken);
        await delivery.DrainAsync(result, cancellationToken);
    }

    public async Task<int> RetryAsync(string instanceId, string by, CancellationToken cancellationToken)
    {
        var instance = await instances.FindAsync(instanceId, cancellationToken) ?? throw NotFound(instanceId);
        return await RetryFaultsAsync(instance, by, cancellationToken) + await RetryGivenUpAsync(instance, cancellationToken);
    }

    public Task DeleteAsync(string instanceId, CancellationToken cancellationToken) => transactions.RunAsync(
        async (transaction, token) =>
        {
            var instance = await transaction.Db.Instances.AsNoTracking().FirstOrDefaultAsync(stored => stored.Id == instanceId, token)
                ?? throw NotFound(instanceId);
            await CorrelationLocks.TakeAsync(transaction.Db, [instance.CorrelationId ?? instance.Id], token);
            if (await transaction.Db.Instances.AnyAsync(stored => stored.Id == instanceId && stored.Status == WorkflowStatus.Running, token))
            {
                throw new ProblemException(WorkflowProblems.InstanceRunning, $"'{instanceId}' still runs. Cancel it first.");
            }

            await CheckNotNeededAsync(transaction.Db, instance, token);
            await InstanceRemover.RemoveAsync(transaction.Db, [instanceId], token);
        },
        cancellationToken);

    /// <summary>What it was started by must find it, and what cancels its children must be found.</summary>
    private static async Task CheckNotNeededAsync(WorkflowsDbContext db, StoredInstance instance, CancellationToken cancellationToken)
    {
        var (id, parent) = (instance.Id, instance.ParentInstanceId);
        if (parent is not null && await db.Intents.AnyAsync(
            intent => intent.InstanceId == parent && intent.Kind == IntentKinds.StartWorkflows && intent.Payload.Contains(id), cancellationToken))
        {
            throw new ProblemException(
                WorkflowProblems.InstanceNeeded,
                $"'{parent}' has not heard yet that '{id}' was started: without it, it would be started a second time. Try again in a moment. If '{parent}' has faulted, retry, cancel or delete it first.");
        }

        if (await db.Intents.AnyAsync(
            // Of what was given up an operator knows.
            intent => intent.InstanceId == id && intent.DueAt != null && (intent.Kind == ChildCanceller.IntentKind || intent.Kind == IntentKinds.CancelWorkflows),
            cancellationToken))
        {
            throw new ProblemException(
                WorkflowProblems.InstanceNeeded, $"The instances that '{id}' has started are still being cancelled. Try again in a moment.");
        }
    }

    private async Task<int> RetryFaultsAsync(LoadedInstance instance, string by, CancellationToken cancellationToken)
    {
        if (InstanceState.Deserialize(instance.State).FaultedActivities is not { Count: > 0 } faulted)
        {
            return 0;
        }

        await alterer.AlterAsync(instance.Id, new AlterationOrder { Alterations = [new RetryFaults()], By = by }, job: null, cancellationToken);
        return faulted.Count;
    }

    private async Task<int> RetryGivenUpAsync(LoadedInstance instance, CancellationToken cancellationToken)
    {
        var instanceId = instance.Id;
        return await transactions.RunAsync(
            async (transaction, token) =>
            {
                var (now, db) = (transaction.Now, transaction.Db);
                var timers = await db.Bookmarks
                    .Where(timer => timer.InstanceId == instanceId && timer.Attempts > 0)
                    .ExecuteUpdateAsync(set => set.SetProperty(timer => timer.WakeAt, now).SetProperty(timer => timer.Attempts, 0), token);
                var mail = await db.Mailbox
                    .Where(mail => mail.Attempts > 0
                        && (mail.InstanceId == instanceId || (mail.InstanceId == null && mail.CorrelationId == instance.CorrelationId)))
                    .ExecuteUpdateAsync(
                        set => set
                            .SetProperty(mail => mail.Attempts, 0)
                            .SetProperty(mail => mail.RetryAt, (DateTimeOffset?)null)
                            // It may have expired while it waited for the operator.
                            .SetProperty(mail => mail.ExpiresAt, now.AddDays(1)),
                        token);
                var intents = await db.Intents
                    .Where(intent => intent.InstanceId == instanceId && intent.Lease == null
                        && (intent.DueAt == null || intent.Error != null || intent.Result != null))
                    .ExecuteUpdateAsync(set => set.SetProperty(intent => intent.DueAt, now).SetProperty(intent => intent.Attempts, 0), token);
                transaction.OnCommitted(intentSignal.Wake);
                transaction.OnCommitted(() => timerSignal.Announce(now));
                transaction.OnCommitted(mailboxSignal.Wake);
                return timers + mail + intents;
            },
            cancellationToken);
    }

    private async Task<CommitUnit?> PlanCancelAsync(string instanceId, string reason, CancellationToken cancellationToken)
    {
        var instance = await instances.FindAsync(instanceId, cancellationToken) ?? throw NotFound(instanceId);
        var burst = await runner.CancelAsync(instance, reason, cancellationToken);
        if (burst.Burst.Applied)
        {
            return new CommitUnit { Bursts = [burst] };
        }

        var state = burst.Burst.State;
        throw state.IsCancelling
            ? Refusal(WorkflowProblems.InstanceCancelling, $"'{instanceId}' is being cancelled already and undoes what it did. Look at its incidents if that takes long.", state)
            : Refusal(WorkflowProblems.InstanceFinished, $"'{instanceId}' has ended already; there is nothing to cancel.", state);
    }

    private static ProblemException Refusal(ProblemType type, string detail, InstanceState state) =>
        new(type, detail) { Extensions = { ["state"] = state.SubStatus.ToString() } };

    /// <summary>What the definition was published for need not hold for an instance that asks for something else.</summary>
    private void Check(string definitionId, WorkflowBundle bundle, JsonObject properties)
    {
        DefinitionProblem[] errors = [.. engine.Validate(bundle, properties).Where(problem => problem.IsError)];
        if (errors.Length > 0)
        {
            throw new ProblemException(
                WorkflowProblems.DefinitionInvalid,
                $"{definitionId} cannot run with these properties. {string.Join(" ", errors.Select(error => $"{error.Where}: {error.Message}"))}");
        }
    }

    private static ProblemException NotFound(string instanceId) =>
        new(WorkflowProblems.InstanceNotFound, $"There is no instance '{instanceId}'. List the instances to see what there is.");
}
