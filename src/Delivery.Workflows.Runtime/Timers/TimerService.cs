using Delivery.Messaging.Persistence;
using Delivery.Workflows.Runtime.Commits;
using Delivery.Workflows.Runtime.Execution;
using Delivery.Workflows.Runtime.Instances;
using Delivery.Workflows.Runtime.Messages;
using Delivery.Workflows.Runtime.Schedules;
using Delivery.Workflows.Runtime.Telemetry;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Delivery.Workflows.Runtime.Timers;

/// <summary>Fires timers: sleeps until the next one is due, and looks now and then for those of replicas that have died.</summary>
internal sealed class TimerService(
    TimerStore store,
    ScheduleStore schedules,
    ScheduleFirer firer,
    TimerSignal signal,
    InstanceReader instances,
    BurstRunner runner,
    BurstCommitter committer,
    StimulusDelivery delivery,
    KeyedLocks locks,
    IOptions<WorkflowRuntimeOptions> options,
    TimeProvider timeProvider,
    ILogger<TimerService> logger) : BackgroundService
{
    /// <summary>Fires what is due now: timers inside instances, and triggers that start some.</summary>
    /// <returns>How many this replica claimed.</returns>
    public async Task<int> FireDueAsync(CancellationToken cancellationToken)
    {
        var claimed = await store.ClaimAsync(cancellationToken);
        await Parallel.ForEachAsync(
            claimed,
            new ParallelOptions
            {
                MaxDegreeOfParallelism = options.Value.TimerConcurrency,
                CancellationToken = cancellationToken,
                TaskScheduler = TaskScheduler.Current,
            },
            async (timer, _) => await FireAsync(timer, cancellationToken));
        return claimed.Count + await firer.FireDueAsync(cancellationToken);
    }

    /// <summary>Fires timers until it is stopped.</summary>
    public async Task RunAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                signal.BeginLooking();
                if (await FireDueAsync(stoppingToken) == 0)
                {
                    await SleepAsync(await FindNextAsync(stoppingToken), stoppingToken);
                }
            }
            catch (Exception exception) when (!stoppingToken.IsCancellationRequested)
            {
                Log.TimerServiceFailed(logger, exception);
                await SleepAsync(next: null, stoppingToken);
            }
            catch (OperationCanceledException)
            {
                // Stopping.
            }
        }
    }

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => RunAsync(stoppingToken);

    private async Task<DateTimeOffset?> FindNextAsync(CancellationToken cancellationToken)
    {
        var (timer, trigger) = (await store.FindNextAsync(cancellationToken), await schedules.FindNextAsync(cancellationToken));
        return timer is null || trigger < timer ? trigger : timer;
    }

    private async Task SleepAsync(DateTimeOffset? next, CancellationToken cancellationToken)
    {
        var now = timeProvider.GetUtcNow();
        var latest = now + options.Value.TimerPollInterval;
        var wakeAt = signal.Plan(next < latest ? next.Value : latest);
        if (wakeAt > now)
        {
            // Rounded up: a timer of the clock that fires a fraction early would make the loop spin until the due time.
            var milliseconds = Math.Ceiling((wakeAt - now).TotalMilliseconds);
            await signal.WaitAsync(TimeSpan.FromMilliseconds(milliseconds), timeProvider, cancellationToken);
        }
    }

    private async Task FireAsync(StoredBookmark timer, CancellationToken cancellationToken)
    {
        try
        {
            using var turn = await locks.EnterAsync(timer.CorrelationId ?? timer.InstanceId, cancellationToken);
            var result = await committer.RunAsync(token => PlanAsync(timer, token), cancellationToken);
            if (result is null)
            {
                return;
            }

            WorkflowTelemetry.TimerFired(timeProvider.GetUtcNow() - timer.DueAt.GetValueOrDefault());
            foreach (var instanceId in result.WithMail)
            {
                await delivery.DrainAsync(instanceId, cancellationToken);
            }
        }
        catch (StateFormatException exception)
        {
            // The claim runs out, and perhaps a later version of the engine has the next one.
            Log.TimerLeft(logger, exception, timer.Id, timer.InstanceId);
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested && !DatabaseErrors.IsUnavailable(exception))
        {
            await store.RecordFailureAsync(timer, exception, cancellationToken);
        }
    }

    /// <summary>Null when the bookmark is gone: something else has resumed the activity before.</summary>
    private async Task<CommitUnit?> PlanAsync(StoredBookmark timer, CancellationToken cancellationToken)
    {
        if (await instances.FindWaitingAsync(timer.InstanceId, timer.Id, cancellationToken) is not { } instance)
        {
            return null;
        }

        var burst = await runner.ResumeAsync(instance, new BookmarkResumption { BookmarkId = timer.Id }, timer.TraceParent, cancellationToken);
        return burst.Burst.Applied
            ? new CommitUnit { Bursts = [burst] }
            : throw new InvalidOperationException(
                $"Bookmark {timer.Id} of instance {timer.InstanceId} is stored, but the instance's state does not know it.");
    }
}
