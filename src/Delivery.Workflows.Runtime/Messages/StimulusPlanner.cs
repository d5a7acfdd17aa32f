using Delivery.Workflows.Runtime.Commits;
using Delivery.Workflows.Runtime.Definitions;
using Delivery.Workflows.Runtime.Execution;
using Delivery.Workflows.Runtime.Persistence;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Delivery.Workflows.Runtime.Messages;

/// <summary>Finds who takes a stimulus, and computes what it leads to. It stores nothing.</summary>
internal sealed class StimulusPlanner(
    TakerReader reader, IServiceScopeFactory scopes, BurstRunner runner, TimeProvider timeProvider, ILogger<StimulusPlanner> logger)
{
    /// <summary>Null for mail that has to wait on.</summary>
    public async Task<CommitUnit?> PlanAsync(Incoming incoming, CancellationToken cancellationToken)
    {
        var takers = await reader.FindAsync(TakerQuery.Of(incoming), cancellationToken);
        var allowed = await FilterAsync(takers.Triggers, incoming, cancellationToken);
        if (allowed.Count > 0)
        {
            return ToUnit(incoming, await StartAsync(allowed, incoming, cancellationToken));
        }

        if (takers.Waiting is { } waiting)
        {
            return ToUnit(incoming, [await ResumeAsync(waiting, incoming, cancellationToken)]);
        }

        // A trigger that its strategy holds back, or that is no longer there, has had its chance.
        return takers.Triggers.Count > 0 || incoming.TriggerId is not null ? ToUnit(incoming, []) : Wait(incoming);
    }

    private CommitUnit? Wait(Incoming incoming)
    {
        if (incoming.MailboxSequence is not null)
        {
            return null;
        }

        if (incoming is { KeptFor: { } keptFor, CorrelationId: not null })
        {
            Log.Kept(logger, incoming.Name, incoming.Key, incoming.CorrelationId);
            return new CommitUnit { Message = incoming.Message, Kept = incoming.ToMail(keptFor, timeProvider.GetUtcNow()) };
        }

        Log.Dropped(logger, incoming.Name, incoming.Key);
        return ToUnit(incoming, []);
    }

    private static CommitUnit ToUnit(Incoming incoming, IReadOnlyList<PreparedBurst> bursts) =>
        new() { Message = incoming.Message, MailboxSequence = incoming.MailboxSequence, Schedule = incoming.Schedule, Bursts = bursts };

    private async Task<IReadOnlyList<StoredTrigger>> FilterAsync(
        IReadOnlyList<StoredTrigger> triggers, Incoming incoming, CancellationToken cancellationToken)
    {
        if (triggers.All(trigger => trigger.Activation == ActivationStrategy.Always))
        {
            return triggers;
        }

        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<WorkflowsDbContext>();
        var allowed = new List<StoredTrigger>();
        foreach (var trigger in triggers)
        {
            if (await ActivationCheck.AllowsAsync(db, trigger.Activation, trigger.DefinitionId, incoming.CorrelationId, cancellationToken))
            {
                allowed.Add(trigger);
            }
            else
            {
                Log.StartRefused(logger, incoming.Name, trigger.DefinitionId, trigger.Activation.ToString(), incoming.CorrelationId);
            }
        }

        return allowed;
    }

    /// <summary>Whether the trigger's activation strategy allows another instance now. The commit looks once more.</summary>
    public static Task<bool> IsAllowedAsync(
        WorkflowsDbContext db, StoredTrigger trigger, string? correlationId, CancellationToken cancellationToken) =>
        ActivationCheck.AllowsAsync(db, trigger.Activation, trigger.DefinitionId, correlationId, cancellationToken);

    private async Task<IReadOnlyList<PreparedBurst>> StartAsync(
        IReadOnlyList<StoredTrigger> triggers, Incoming incoming, CancellationToken cancellationToken)
    {
        var bursts = new List<PreparedBurst>(triggers.Count);
        foreach (var trigger in triggers)
        {
            var start = new StartInstance
            {
                InstanceId = InstanceIds.Create(incoming.Key, trigger.Id),
                CorrelationId = incoming.CorrelationId,
                TriggerActivityId = trigger.ActivityId,
                TriggerInput = incoming.Input?.DeepClone(),
                Input = incoming.WorkflowInput?.DeepClone().AsObject(),
            };
            bursts.Add(await runner.StartAsync(trigger.BundleHash, start, trigger.Activation, incoming.TraceParent, cancellationToken));
        }

        return bursts;
    }

    private async Task<PreparedBurst> ResumeAsync(WaitingBookmark waiting, Incoming incoming, CancellationToken cancellationToken)
    {
        var resumption = new BookmarkResumption { BookmarkId = waiting.BookmarkId, Input = incoming.Input?.DeepClone() };
        var burst = await runner.ResumeAsync(waiting.Instance, resumption, incoming.TraceParent, cancellationToken);
        return burst.Burst.Applied
            ? burst
            : throw new InvalidOperationException(
                $"Bookmark {waiting.BookmarkId} of instance {waiting.Instance.Id} is stored, but the instance's state does not know it.");
    }
}
