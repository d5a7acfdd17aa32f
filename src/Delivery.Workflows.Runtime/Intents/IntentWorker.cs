using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Delivery.Messaging.Failpoints;
using Delivery.Workflows.Runtime.Telemetry;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Delivery.Workflows.Runtime.Intents;

/// <summary>Carries intents out, many at once: those of this process right after their commit, and now and then what others have left.</summary>
internal sealed class IntentWorker(
    IntentStore store,
    IntentHandlers handlers,
    IntentDelivery delivery,
    IntentSignal signal,
    IOptions<WorkflowRuntimeOptions> options,
    TimeProvider timeProvider,
    ILogger<IntentWorker> logger) : BackgroundService
{
    private readonly WorkflowRuntimeOptions _options = options.Value;
    private readonly ConcurrentDictionary<Task, StoredIntent> _running = new();

    /// <summary>Carries out what is due now, and returns when it is done.</summary>
    /// <returns>How many intents this replica claimed.</returns>
    public async Task<int> RunDueAsync(CancellationToken cancellationToken)
    {
        var claimed = await StartDueAsync(cancellationToken);
        await Task.WhenAll(_running.Keys);
        return claimed;
    }

    /// <summary>Carries intents out until it is stopped.</summary>
    public async Task RunAsync(CancellationToken stoppingToken)
    {
        var renewing = RenewAsync(stoppingToken);
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await StartDueAsync(stoppingToken);
                await signal.Signal.WaitAsync(_options.IntentSweepInterval, timeProvider, stoppingToken);
            }
            catch (Exception exception) when (!stoppingToken.IsCancellationRequested)
            {
                Log.IntentWorkerFailed(logger, exception);
                await signal.Signal.WaitAsync(_options.IntentSweepInterval, timeProvider, stoppingToken);
            }
            catch (OperationCanceledException)
            {
                // Stopping.
            }
        }

        await renewing;
        await Task.WhenAll(_running.Keys);
    }

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => RunAsync(stoppingToken);

    private async Task<int> StartDueAsync(CancellationToken cancellationToken)
    {
        var claimed = await store.ClaimAsync(_options.IntentConcurrency - _running.Count, cancellationToken);
        foreach (var intent in claimed)
        {
            Start(intent, cancellationToken);
        }

        return claimed.Count;
    }

    private void Start(StoredIntent intent, CancellationToken cancellationToken)
    {
        var task = CarryOutAsync(intent, cancellationToken);
        _running[task] = intent;
        _ = task.ContinueWith(
            done =>
            {
                _running.TryRemove(done, out _);
                // A free place is a reason to look again.
                signal.Wake();
            },
            CancellationToken.None,
            TaskContinuationOptions.ExecuteSynchronously,
            TaskScheduler.Default);
    }

    private async Task CarryOutAsync(StoredIntent intent, CancellationToken cancellationToken)
    {
        // Leaves the claiming loop at once.
        await Task.Yield();
        try
        {
            if (await FindOutcomeAsync(intent, cancellationToken) is { } outcome)
            {
                await delivery.DeliverAsync(intent, outcome, cancellationToken);
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            await ReleaseAsync(intent);
        }
        catch (Exception exception)
        {
            // The lease runs out, and it is tried again.
            Log.IntentWaits(logger, exception, intent.Kind, intent.Id);
        }
    }

    /// <summary>Null when it failed, which is then written down.</summary>
    private async Task<IntentOutcome?> FindOutcomeAsync(StoredIntent intent, CancellationToken cancellationToken)
    {
        if (intent.Result is { } result)
        {
            return IntentOutcome.Read(result);
        }

        if (intent.Attempts > _options.MaxAttempts)
        {
            return await GiveUpAsync(intent, $"{intent.Kind} was begun {_options.MaxAttempts} times, and never came to an end.", cancellationToken);
        }

        using var span = WorkflowTelemetry.StartIntent(intent.Kind, intent.InstanceId, intent.TraceParent);
        try
        {
            var call = new IntentCall(
                intent.Id, intent.InstanceId, intent.CorrelationId, JsonNode.Parse(intent.Payload)!.AsObject(), intent.Attempts) { BookmarkId = intent.BookmarkId };
            var outcome = await handlers[intent.Kind].RunAsync(call, cancellationToken);
            Failpoint.Hit(FailpointNames.IntentAfterRun);
            WorkflowTelemetry.CountIntent(intent.Kind, outcome.Fault is null ? "done" : "faulted");
            return outcome;
        }
        catch (StateFormatException exception)
        {
            Log.IntentWaits(logger, exception, intent.Kind, intent.Id);
            await store.LeaveAsync(intent, cancellationToken);
            return null;
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            span?.SetStatus(System.Diagnostics.ActivityStatusCode.Error, exception.Message);
            WorkflowTelemetry.CountIntent(intent.Kind, "failed");
            if (intent.Attempts >= _options.MaxAttempts)
            {
                Log.IntentFailed(logger, exception, intent.Kind, intent.Id, intent.Attempts, retryAt: null);
                return await GiveUpAsync(
                    intent, $"{intent.Kind} failed {intent.Attempts} times, the last time with: {exception.Message}", cancellationToken);
            }

            await store.RecordFailureAsync(intent, exception, cancellationToken);
            return null;
        }
    }

    private async Task<IntentOutcome?> GiveUpAsync(StoredIntent intent, string reason, CancellationToken cancellationToken)
    {
        WorkflowTelemetry.CountIntent(intent.Kind, "givenUp");
        if (intent.BookmarkId is not null)
        {
            return IntentOutcome.Fail(reason);
        }

        await store.GiveUpAsync(intent, reason, cancellationToken);
        return null;
    }

    private async Task ReleaseAsync(StoredIntent intent)
    {
        try
        {
            await store.ReleaseAsync(intent, CancellationToken.None);
        }
        catch (Exception exception)
        {
            // The lease runs out instead.
            Log.IntentWaits(logger, exception, intent.Kind, intent.Id);
        }
    }

    /// <summary>While an intent is under way here, nobody else is to begin it.</summary>
    private async Task RenewAsync(CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(_options.IntentLease / 3, timeProvider);
        try
        {
            while (await timer.WaitForNextTickAsync(cancellationToken))
            {
                await RenewRunningAsync(cancellationToken);
            }
        }
        catch (OperationCanceledException)
        {
            // Stopping.
        }
    }

    private async Task RenewRunningAsync(CancellationToken cancellationToken)
    {
        var running = _running.Values;
        if (running.Count == 0)
        {
            return;
        }

        try
        {
            await store.RenewAsync([.. running], cancellationToken);
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            Log.IntentWorkerFailed(logger, exception);
        }
    }
}
