using Delivery.Messaging.Persistence;
using Delivery.ServiceDefaults.Problems;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Delivery.Workflows.Runtime.Alterations;

/// <summary>
/// Works plans off. All replicas share the jobs; each alters its instance exactly once, because the job ends in the transaction that does it.
/// </summary>
internal sealed class AlterationWorker(
    AlterationStore store,
    InstanceAlterer alterer,
    AlterationSignal signal,
    IOptions<WorkflowRuntimeOptions> options,
    TimeProvider timeProvider,
    ILogger<AlterationWorker> logger) : BackgroundService
{
    /// <summary>Does what can be done now.</summary>
    /// <returns>How many jobs this replica has worked on.</returns>
    public async Task<int> WorkAsync(CancellationToken cancellationToken)
    {
        while (await store.GenerateAsync(cancellationToken))
        {
            // One batch after the other, each with its commit.
        }

        var count = 0;
        while (await store.ClaimAsync(cancellationToken) is { Count: > 0 } claimed)
        {
            count += claimed.Count;
            foreach (var jobs in claimed.GroupBy(job => job.PlanId))
            {
                var order = await store.ReadOrderAsync(jobs.Key, cancellationToken);
                await Parallel.ForEachAsync(
                    jobs,
                    new ParallelOptions
                    {
                        MaxDegreeOfParallelism = options.Value.AlterationConcurrency,
                        CancellationToken = cancellationToken,
                        TaskScheduler = TaskScheduler.Current,
                    },
                    async (job, _) => await DoAsync(job, order, cancellationToken));
            }
        }

        await store.CompleteAsync(cancellationToken);
        return count;
    }

    /// <summary>Works plans off until it is stopped.</summary>
    public async Task RunAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await WorkAsync(stoppingToken);
                await signal.Signal.WaitAsync(options.Value.AlterationPollInterval, timeProvider, stoppingToken);
            }
            catch (Exception exception) when (!stoppingToken.IsCancellationRequested)
            {
                Log.AlterationWorkerFailed(logger, exception);
                await signal.Signal.WaitAsync(options.Value.AlterationPollInterval, timeProvider, stoppingToken);
            }
            catch (OperationCanceledException)
            {
                // Stopping.
            }
        }
    }

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => RunAsync(stoppingToken);

    private async Task DoAsync(StoredAlterationJob job, AlterationOrder order, CancellationToken cancellationToken)
    {
        try
        {
            if (!await alterer.AlterAsync(job.InstanceId, order, job, cancellationToken))
            {
                await store.EndAsync(job, AlterationJobStatus.Completed, "There was nothing to do.", cancellationToken);
            }
        }
        catch (ProblemException problem)
        {
            await store.EndAsync(job, AlterationJobStatus.Failed, problem.Message, cancellationToken);
        }
        catch (StateFormatException exception)
        {
            // The claim runs out, and perhaps a later version of the engine has the next one.
            Log.AlterationLeft(logger, exception, job.InstanceId, job.PlanId);
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested && !DatabaseErrors.IsUnavailable(exception))
        {
            Log.AlterationFailed(logger, exception, job.InstanceId, job.PlanId);
            await store.PostponeAsync(job, exception, cancellationToken);
        }
    }
}
