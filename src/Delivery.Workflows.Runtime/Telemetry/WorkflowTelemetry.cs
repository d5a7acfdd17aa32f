using System.Diagnostics;
using System.Diagnostics.Metrics;
using Delivery.Workflows.Runtime.Commits;
using TraceSpan = System.Diagnostics.Activity;

namespace Delivery.Workflows.Runtime.Telemetry;

/// <summary>What the runtime tells about itself: source and meter <c>Delivery.Workflows</c>.</summary>
internal static class WorkflowTelemetry
{
    public const string Name = "Delivery.Workflows";

    private static readonly ActivitySource Source = new(Name);
    private static readonly Meter Meter = new(Name);
    private static readonly Histogram<double> BurstDuration = Meter.CreateHistogram<double>(
        "workflows.burst.duration", "s", "Time to compute a burst.");

    private static readonly Counter<long> Commits = Meter.CreateCounter<long>(
        "workflows.commits", "{unit}", "Units given to the store, by outcome.");

    private static readonly Counter<long> Finished = Meter.CreateCounter<long>(
        "workflows.instances.finished", "{instance}", "Instances that ended, by sub-status.");

    private static readonly Counter<long> Incidents = Meter.CreateCounter<long>(
        "workflows.incidents", "{incident}", "What went wrong inside instances.");

    private static readonly Counter<long> Mail = Meter.CreateCounter<long>(
        "workflows.mailbox.messages", "{message}", "Messages kept, taken, expired or failed.");

    private static readonly Counter<long> Intents = Meter.CreateCounter<long>(
        "workflows.intents", "{intent}", "What was done outside, by kind and outcome.");

    private static readonly Histogram<double> TimerDelay = Meter.CreateHistogram<double>(
        "workflows.timer.delay", "s", "How late timers fire.");

    /// <summary>Starts the span of a burst, in the trace that it continues.</summary>
    public static TraceSpan? StartBurst(string kind, string? traceParent)
    {
        var current = TraceSpan.Current;
        var span = traceParent is not null && System.Diagnostics.ActivityContext.TryParse(traceParent, traceState: null, isRemote: true, out var parent)
            ? Source.StartActivity($"workflow {kind}", System.Diagnostics.ActivityKind.Internal, parent)
            : Source.StartActivity($"workflow {kind}");
        // The span ends after the commit, in another method than this one: it must not stay current in between.
        TraceSpan.Current = current;
        return span;
    }

    /// <summary>Starts the span of what is done outside, in the trace of the burst that wants it.</summary>
    public static TraceSpan? StartIntent(string kind, string instanceId, string? traceParent)
    {
        System.Diagnostics.ActivityContext.TryParse(traceParent, traceState: null, isRemote: true, out var parent);
        return Source.StartActivity($"intent {kind}", System.Diagnostics.ActivityKind.Internal, parent)?.SetTag("workflow.instance.id", instanceId);
    }

    public static void CountIntent(string kind, string outcome) => Intents.Add(1, new TagList { { "kind", kind }, { "outcome", outcome } });

    public static void Computed(string kind, PreparedBurst burst, TimeSpan duration)
    {
        var state = burst.Burst.State;
        BurstDuration.Record(
            duration.TotalSeconds, new TagList { { "kind", kind }, { "definition", state.DefinitionId } });
        burst.Span?
            .SetTag("workflow.instance.id", state.Id)
            .SetTag("workflow.definition.id", state.DefinitionId)
            .SetTag("workflow.definition.version", state.DefinitionVersion)
            .SetTag("workflow.correlation.id", state.CorrelationId)
            .SetTag("workflow.substatus", state.SubStatus.ToString());
    }

    public static void Committed(CommitUnit unit, CommitResult result)
    {
        Commits.Add(1, new KeyValuePair<string, object?>("outcome", result.Outcome.ToString()));
        foreach (var burst in unit.Bursts)
        {
            burst.Span?.SetTag("workflow.commit", result.Outcome.ToString());
            if (result.Outcome == CommitOutcome.Committed)
            {
                Count(burst.Burst);
            }
        }

        if (result.Outcome == CommitOutcome.Committed && unit.Kept is not null)
        {
            CountMail("kept", 1);
        }
    }

    public static void CountMail(string what, int count) => Mail.Add(count, new KeyValuePair<string, object?>("what", what));

    public static void TimerFired(TimeSpan late) => TimerDelay.Record(Math.Max(0, late.TotalSeconds));

    private static void Count(Burst burst)
    {
        if (burst.NewIncidents.Count > 0)
        {
            Incidents.Add(burst.NewIncidents.Count, new KeyValuePair<string, object?>("definition", burst.State.DefinitionId));
        }

        if (burst.State.Status == WorkflowStatus.Finished)
        {
            Finished.Add(1, new TagList { { "definition", burst.State.DefinitionId }, { "substatus", burst.State.SubStatus.ToString() } });
        }
    }
}
