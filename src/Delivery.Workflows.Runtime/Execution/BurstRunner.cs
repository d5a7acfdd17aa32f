using Delivery.Workflows.Runtime.Commits;
using Delivery.Workflows.Runtime.Definitions;
using Delivery.Workflows.Runtime.Telemetry;
using Microsoft.Extensions.Options;

namespace Delivery.Workflows.Runtime.Execution;

/// <summary>Computes bursts: nothing is locked and nothing is stored while scripts run (R10).</summary>
internal sealed class BurstRunner(
    WorkflowEngine engine, BundleCache bundles, BurstPreparer preparer, IOptions<WorkflowRuntimeOptions> options, TimeProvider timeProvider)
{
    public async Task<PreparedBurst> StartAsync(
        string bundleHash, StartInstance start, ActivationStrategy activation, string? traceParent, CancellationToken cancellationToken)
    {
        var bundle = await bundles.GetAsync(bundleHash, cancellationToken);
        var customized = start with { Variables = options.Value.CreateVariables(start.Variables) };
        return Run(
            new BurstRequest("start", 0, start.CorrelationId, traceParent) { Activation = activation },
            now => engine.Start(bundle, customized, now));
    }

    public async Task<PreparedBurst> ResumeAsync(
        LoadedInstance instance, BookmarkResumption resumption, string? traceParent, CancellationToken cancellationToken)
    {
        var bundle = await bundles.GetAsync(instance.BundleHash, cancellationToken);
        return Run(
            new BurstRequest("resume", instance.Revision, instance.CorrelationId, traceParent),
            now => engine.Resume(bundle, InstanceState.Deserialize(instance.State), resumption, now));
    }

    public async Task<PreparedBurst> CancelAsync(LoadedInstance instance, string reason, CancellationToken cancellationToken)
    {
        var bundle = await bundles.GetAsync(instance.BundleHash, cancellationToken);
        return Run(
            new BurstRequest("cancel", instance.Revision, instance.CorrelationId, TraceParent: null) { Cancels = true },
            now => engine.Cancel(bundle, InstanceState.Deserialize(instance.State), reason, now));
    }

    /// <exception cref="AlterationException">The instance cannot be altered like this.</exception>
    public async Task<PreparedBurst> AlterAsync(LoadedInstance instance, AlterationRequest request, CancellationToken cancellationToken)
    {
        var bundle = await bundles.GetAsync(instance.BundleHash, cancellationToken);
        return Run(
            new BurstRequest("alter", instance.Revision, instance.CorrelationId, TraceParent: null) { Cancels = request.Alterations is [.., CancelInstance] },
            now => engine.Alter(bundle, InstanceState.Deserialize(instance.State), request, now));
    }

    private PreparedBurst Run(BurstRequest request, Func<DateTimeOffset, Burst> compute)
    {
        var span = WorkflowTelemetry.StartBurst(request.Kind, request.TraceParent);
        var started = timeProvider.GetTimestamp();
        try
        {
            var burst = compute(timeProvider.GetUtcNow());
            var prepared = preparer.Prepare(request, burst, span);
            WorkflowTelemetry.Computed(request.Kind, prepared, timeProvider.GetElapsedTime(started));
            return prepared;
        }
        catch (Exception exception)
        {
            span?.SetStatus(System.Diagnostics.ActivityStatusCode.Error, exception.Message);
            span?.Dispose();
            throw;
        }
    }
}
