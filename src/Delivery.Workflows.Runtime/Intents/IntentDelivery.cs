using Delivery.Messaging.Failpoints;
using Delivery.Messaging.Persistence;
using Delivery.Workflows.Runtime.Commits;
using Delivery.Workflows.Runtime.Execution;
using Delivery.Workflows.Runtime.Messages;
using Microsoft.Extensions.Logging;

namespace Delivery.Workflows.Runtime.Intents;

/// <summary>Brings what came of an intent home: the burst that takes it and the end of the intent are one transaction.</summary>
internal sealed class IntentDelivery(
    IntentStore store,
    InstanceReader instances,
    BurstRunner runner,
    BurstCommitter committer,
    StimulusDelivery mail,
    KeyedLocks locks,
    TimeProvider timeProvider,
    ILogger<IntentDelivery> logger)
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    public async Task DeliverAsync(StoredIntent intent, IntentOutcome outcome, CancellationToken cancellationToken)
    {
        var isForALaterVersion = false;
        while (true)
        {
            try
            {
                await (isForALaterVersion ? store.PostponeAsync(intent, outcome, cancellationToken) : TryAsync(intent, outcome, cancellationToken));
                return;
            }
            catch (Exception exception) when (!cancellationToken.IsCancellationRequested && DatabaseErrors.IsUnavailable(exception))
            {
                // What is done is done: it would be a pity to do it again because the database is away for a moment.
                Log.IntentWaits(logger, exception, intent.Kind, intent.Id);
                await Task.Delay(Pause, timeProvider, cancellationToken);
            }
            catch (StateFormatException exception)
            {
                // A later version of the engine has gone on with the instance, and takes the result.
                Log.IntentWaits(logger, exception, intent.Kind, intent.Id);
                isForALaterVersion = true;
            }
            catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
            {
                await store.KeepResultAsync(intent, outcome, exception, cancellationToken);
                return;
            }
        }
    }

    private async Task TryAsync(StoredIntent intent, IntentOutcome outcome, CancellationToken cancellationToken)
    {
        using var turn = await locks.EnterAsync(intent.CorrelationId ?? intent.InstanceId, cancellationToken);
        var result = await committer.RunAsync(token => PlanAsync(intent, outcome, token), cancellationToken);
        if (result is null)
        {
            await store.PostponeAsync(intent, outcome, cancellationToken);
            return;
        }

        Failpoint.Hit(FailpointNames.IntentAfterCommit);
        foreach (var instanceId in result.WithMail)
        {
            await mail.DrainAsync(instanceId, cancellationToken);
        }
    }

    /// <summary>Null when the instance sleeps after a fault.</summary>
    private async Task<CommitUnit?> PlanAsync(StoredIntent intent, IntentOutcome outcome, CancellationToken cancellationToken)
    {
        if (!outcome.Resumes || intent.BookmarkId is not { } bookmarkId)
        {
            return new CommitUnit { IntentId = intent.Id };
        }

        // One row decides: between two reads somebody could retry the instance.
        var instance = await instances.FindAsync(intent.InstanceId, cancellationToken);
        var state = instance is null ? null : InstanceState.Deserialize(instance.State);
        if (state?.Awaits(bookmarkId) != true)
        {
            return new CommitUnit { IntentId = intent.Id };
        }

        if (state.SubStatus == WorkflowSubStatus.Faulted)
        {
            return null;
        }

        var resumption = new BookmarkResumption { BookmarkId = bookmarkId, Input = outcome.Input?.DeepClone(), Fault = outcome.Fault };
        var burst = await runner.ResumeAsync(instance!, resumption, intent.TraceParent, cancellationToken);
        return burst.Burst.Applied
            ? new CommitUnit { IntentId = intent.Id, Bursts = [burst] }
            : throw new InvalidOperationException(
                $"Bookmark {bookmarkId} of instance {intent.InstanceId} is stored, but the instance's state does not know it.");
    }
}
