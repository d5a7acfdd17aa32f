using System.Globalization;
using System.Text.Json.Nodes;
using Delivery.Messaging.Persistence;
using Delivery.Workflows.Runtime.Commits;
using Delivery.Workflows.Runtime.Definitions;
using Delivery.Workflows.Runtime.Execution;
using Delivery.Workflows.Runtime.Messages;
using Delivery.Workflows.Runtime.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Delivery.Workflows.Runtime.Schedules;

/// <summary>
/// Starts the instances of triggers that are due. The trigger and the time make the instance's id: however many replicas try, and however
/// often, each time starts one.
/// </summary>
internal sealed class ScheduleFirer(
    ScheduleStore store,
    StimulusPlanner planner,
    BurstCommitter committer,
    StimulusDelivery delivery,
    IServiceScopeFactory scopes,
    IOptions<WorkflowRuntimeOptions> options,
    ILogger<ScheduleFirer> logger)
{
    /// <summary>Fires what is due now.</summary>
    /// <returns>How many triggers this replica claimed.</returns>
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
            async (schedule, _) => await FireAsync(schedule, cancellationToken));
        return claimed.Count;
    }

    private async Task FireAsync(StoredSchedule schedule, CancellationToken cancellationToken)
    {
        try
        {
            var result = await committer.RunAsync(token => PlanAsync(schedule, token), cancellationToken);
            foreach (var instanceId in result?.WithMail ?? [])
            {
                await delivery.DrainAsync(instanceId, cancellationToken);
            }

            await store.AdvanceAsync(schedule, cancellationToken);
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested && !DatabaseErrors.IsUnavailable(exception))
        {
            await store.RecordFailureAsync(schedule, exception, cancellationToken);
        }
    }

    /// <summary>Null when it is retracted, or has fired for this time already.</summary>
    private async Task<CommitUnit?> PlanAsync(StoredSchedule schedule, CancellationToken cancellationToken)
    {
        var key = schedule.DueAt.ToUniversalTime().ToString("O", CultureInfo.InvariantCulture);
        if (await FindTriggerAsync(schedule, InstanceIds.Create(key, schedule.TriggerId), cancellationToken) is not { } trigger)
        {
            return null;
        }

        Log.ScheduleFired(logger, trigger.Name, trigger.DefinitionId, schedule.DueAt);
        return await planner.PlanAsync(
            new Incoming
            {
                Key = key,
                Name = trigger.Name,
                TriggerId = trigger.Id,
                Schedule = schedule,
                WorkflowInput = JsonNode.Parse(trigger.Payload)!.AsObject(),
            },
            cancellationToken);
    }

    private async Task<StoredTrigger?> FindTriggerAsync(StoredSchedule schedule, string instanceId, CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<WorkflowsDbContext>();
        return await db.Triggers.AsNoTracking()
            .Where(trigger => trigger.Id == schedule.TriggerId
                && ScheduleStore.Same(db, schedule).Any()
                && !db.Instances.Any(instance => instance.Id == instanceId))
            .FirstOrDefaultAsync(cancellationToken);
    }
}
